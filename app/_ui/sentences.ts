/** "must be at most 9" as it stands under a field: "Must be at most 9." */
export const sentenceOf = (message: string) =>
  `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.!?]$/.test(message) ? "" : "."}`;

/** The messages of fields, by path, as they stand under them. */
export const sentencesOf = (errors: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(errors).map(([path, message]) => [path, sentenceOf(message)]));

/** The message of a field, or of something within it: of `queues`, that of `queues.0`. */
export const errorWithin = (errors: Record<string, string>, field: string): string | undefined =>
  Object.entries(errors).find(([path]) => path.split(".")[0] === field)?.[1];
