export const LEAST_PASSWORD_CHARS = 12;
export const MOST_PASSWORD_CHARS = 200;

/** What stands in examples and at the top of every list of leaked passwords, without its digits and signs. */
const KNOWN =
  /^(my|the|new|your)?(pass(word|wort|phrase)?|secret|change(me|it|this)|placeholder|example|letmein|welcome|admin(istrator)?|qwert[yz](uiop)?|asdf(ghjkl)?|default|carillon|test(ing)?)+$/;
const RUNS = ["01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz"];

/** What is wrong with a new password, as it stands after the field's name; null when it will do. */
export function passwordProblem(password: string, name: string): string | null {
  const { length } = password;
  if (length < LEAST_PASSWORD_CHARS)
    return `must have at least ${LEAST_PASSWORD_CHARS} characters; a few words in a row will do`;
  if (length > MOST_PASSWORD_CHARS) return `must have at most ${MOST_PASSWORD_CHARS} characters`;
  const lower = password.toLowerCase();
  if (lower.replaceAll(name, "").length < length / 2) return "must not be the name";
  const letters = lower.replaceAll(/[^a-z]/g, "");
  const isKnown = letters.length >= length / 2 && KNOWN.test(letters);
  if (isKnown || RUNS.some((run) => run.includes(lower)) || isRepeated(lower))
    return "is one that is tried first; choose another, such as a few words in a row";
  return null;
}

/** One to four characters, over and over. */
const isRepeated = (text: string) => /^(.{1,4}?)\1+(.{0,3})$/.test(text);
