const HIDDEN = "[redacted]";
const SECRET_NAMES =
  /^(.*[_-])?(pass(word|phrase|wd)?|secret|token|api[_-]?key|authorization|cookie|card(number)?|cvc|cvv|credentials?|private[_-]?key)$/i;

/** A copy in which the values of fields that are named as secrets are hidden. */
export function redacted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redacted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      SECRET_NAMES.test(name) && typeof inner === "string" ? HIDDEN : redacted(inner),
    ]),
  );
}
