const SECRET_NAME =
  /^(.*[-_ .])?(pass(word|phrase|wd|code)?s?|pwd|secrets?|token|(api|access|secret|private|signing|encryption)[-_ ]?keys?|authorization|cookies?|jwt|card([-_ ]?number)?|cvc|cvv|iban|credentials?)$/i;

/** Whether a field of this name holds a secret. camelCase and snake_case say the same: userPassword, user_password. */
export const isSecretName = (name: string) =>
  SECRET_NAME.test(name.replace(/([a-z0-9])([A-Z])/g, "$1_$2"));
