/** "must be at most 9" as it stands under a field: "Must be at most 9." */
export const sentenceOf = (message: string) =>
  `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.!?]$/.test(message) ? "" : "."}`;

/** The messages of fields, by path, as they stand under them. */
export const sentencesOf = (errors: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(errors).map(([path, message]) => [path, sentenceOf(message)]));
