import { isSecretName } from "./secret-names.ts";

/** What stands where a secret was. */
export const HIDDEN = "[redacted]";
/** What stands for the name and the password in a URL. */
const HIDDEN_USER = "://***@";

/** A shorter value than this stands in too many texts that have nothing to do with it. */
const LEAST_SECRET_CHARS = 6;
/** Each is looked for in every text of its job: a list of a hundred thousand must not take a minute. */
const MOST_SECRETS = 500;
const MOST_PATTERN_CHARS = 200;
const MOST_LONG_SECRETS = 20;
/** Most texts have none of these, and are passed over. */
const MAY_HAVE_SECRETS = /[=@"']|bearer|basic|authorization|PRIVATE KEY/i;

/** Told of each secret that was hidden. */
type OnHidden = (secret: string) => void;

interface Pattern {
  /** Each begins at a mark or a word, and looks at a bounded name: a megabyte of one letter must not take a minute. */
  pattern: RegExp;
  /** What takes the place of a match; the match itself when it is no secret. */
  instead: (match: string[], onHidden: OnHidden) => string;
}

const PATTERNS: Pattern[] = [
  {
    pattern:
      /-----BEGIN ([A-Z ]{0,20})PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,20}KEY-----|$)/g,
    instead: () => HIDDEN,
  },
  {
    pattern: /:\/\/([^\s/?#"<>]*)@/g,
    instead: ([, user = ""], onHidden) => {
      onHidden(user);
      onHidden(user.slice(user.indexOf(":") + 1));
      return HIDDEN_USER;
    },
  },
  {
    pattern: /\b(authorization["']?\s{0,4}[:=]\s{0,4}["']?(?:[\w-]{1,20}\s{1,4})?)([^\s"'&;<>]+)/gi,
    instead: ([, before = "", value = ""], onHidden) => {
      onHidden(value);
      return before + HIDDEN;
    },
  },
  {
    pattern: /\b(bearer|basic)(\s{1,4})([\w~+/.=-]{8,})/gi,
    instead: ([match = "", scheme, space, value = ""], onHidden) => {
      // "Basic authentication" is no secret.
      if (/^[a-z]{1,19}\.?$/i.test(value)) return match;
      onHidden(value);
      return `${scheme}${space}${HIDDEN}`;
    },
  },
  // name=value: a query, a form, a connection string.
  {
    pattern: /(?<![\w.-])([\w.-]{1,64})(\]?=)([^\s&"'<>;]+)/g,
    instead: ([match = "", name = "", sign, value = ""], onHidden) => {
      if (!isSecretName(name) || value === HIDDEN) return match;
      onHidden(value);
      return name + sign + HIDDEN;
    },
  },
  // "name": "value", as JSON has it; 'name': 'value', or name: 'value', as a console prints it.
  {
    pattern:
      /(["'])([^"'\\]{1,64})\1(\s{0,8}:\s{0,8})("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[\w+.-]+)/g,
    instead: ([match = "", quote, name = "", colon, value = ""], onHidden) =>
      namedValue(match, `${quote}${name}${quote}${colon}`, name, value, onHidden),
  },
  {
    pattern: /(?<![\w.-])([\w.-]{1,64})(:\s{0,2})('(?:[^'\\]|\\.)*')/g,
    instead: ([match = "", name = "", colon, value = ""], onHidden) =>
      namedValue(match, name + colon, name, value, onHidden),
  },
];

function namedValue(
  match: string,
  before: string,
  name: string,
  value: string,
  onHidden: OnHidden,
): string {
  if (!isSecretName(name) || value === "null") return match;
  const quote = /^["']/.exec(value)?.[0] ?? "";
  const inner = quote ? value.slice(1, -1) : value;
  if (inner === HIDDEN) return match;
  onHidden(inner);
  return `${before}${quote}${HIDDEN}${quote}`;
}

/** Hides what looks like a secret in free text: credentials in URLs, tokens, values beside a secret's name, private keys. */
export function maskText(text: string, onHidden: OnHidden = () => {}): string {
  if (!MAY_HAVE_SECRETS.test(text)) return text;
  let shown = text;
  for (const { pattern, instead } of PATTERNS)
    shown = shown.replace(pattern, (...match: string[]) => instead(match, onHidden));
  return shown;
}

/** Hides secrets that stand in free text: those that are known, and what looks like one. */
export function hideInText(text: string, secrets: string[]): string {
  return hiderOf(secrets)(text);
}

/** `hideInText` for many texts. Beside more secrets than can be looked for in time, no text is shown at all. */
export function hiderOf(secrets: string[]): (text: string) => string {
  const finders = findersOf(secrets);
  if (finders === null) return () => HIDDEN;
  const { long, pattern } = finders;
  return (text) => {
    let shown = text;
    for (const secret of long) shown = shown.replaceAll(secret, HIDDEN);
    return maskText(pattern ? shown.replace(pattern, HIDDEN) : shown);
  };
}

/** One pattern looks for all at once. Those that are too long for one are looked for by themselves. Null for too many. */
function findersOf(secrets: string[]): { long: string[]; pattern: RegExp | null } | null {
  const known = [...new Set(secrets)].filter(({ length }) => length >= LEAST_SECRET_CHARS);
  if (known.length > MOST_SECRETS) return null;
  // The longest first: one may be a part of another.
  const sorted = [...new Set(known.flatMap(spellingsOf))].toSorted((a, b) => b.length - a.length);
  const short = sorted.filter(({ length }) => length <= MOST_PATTERN_CHARS);
  const long = sorted.slice(0, sorted.length - short.length);
  if (long.length > MOST_LONG_SECRETS) return null;
  const literals = short.map((secret) => secret.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  return { long, pattern: short.length > 0 ? new RegExp(literals.join("|"), "g") : null };
}

/** A secret as it is, and as URLs and JSON have it. */
const spellingsOf = (secret: string): string[] => [
  secret,
  inUrl(secret),
  JSON.stringify(secret).slice(1, -1),
];

function inUrl(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    // Half a character has no spelling in a URL.
    return text;
  }
}

/** Whether a text is what a reader was shown of another, or has a part of it: it is no value. */
export const isMasked = (text: string) => text.includes(HIDDEN) || text.includes(HIDDEN_USER);
