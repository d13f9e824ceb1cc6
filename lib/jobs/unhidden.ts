import type { Json } from "./json.ts";
import { isPlainObject } from "./secret-places.ts";
import { isMasked } from "./secret-text.ts";

/**
 * Puts back what a reader was not shown and sends on: wherever `sent` is what was `shown`, it is what is `stored`. An item of a list
 * that has moved is known by the rest of it; where two could be meant, it stays hidden, for a secret must not change its owner.
 */
export function unhidden(sent: Json, shown: Json | undefined, stored: Json | undefined): Json {
  if (shown === undefined || stored === undefined || maskedAt(sent) === null) return sent;
  if (canonical(sent) === canonical(shown)) return stored;
  if (Array.isArray(sent) && Array.isArray(shown) && Array.isArray(stored))
    return unhiddenList(sent, shown, stored);
  if (!isPlainObject(sent) || !isPlainObject(shown) || !isPlainObject(stored)) return sent;
  return Object.fromEntries(
    Object.entries(sent).map(([key, child]) => [
      key,
      unhidden(child, memberOf(shown, key), memberOf(stored, key)),
    ]),
  );
}

function unhiddenList(sent: Json[], shown: Json[], stored: Json[]): Json[] {
  const isAsLong = sent.length === shown.length;
  const places = new Map<string, number[]>();
  for (const [index, item] of shown.entries()) {
    const text = canonical(item);
    const known = places.get(text);
    if (known) known.push(index);
    else places.set(text, [index]);
  }
  return sent.map((item, index) => {
    if (maskedAt(item) === null) return item;
    const text = canonical(item);
    const same = places.get(text) ?? [];
    if (isAsLong && canonical(shown[index]!) === text) return stored[index]!;
    if (same.length === 1) return stored[same[0]!]!;
    return isAsLong && same.length === 0 ? unhidden(item, shown[index], stored[index]) : item;
  });
}

const memberOf = (object: Record<string, Json>, key: string) =>
  Object.hasOwn(object, key) ? object[key] : undefined;

/** The same for values that say the same, whatever the order of their members. */
function canonical(value: Json): string {
  return JSON.stringify(value, (_, inner: Json) =>
    isPlainObject(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** The path of a place where something hidden stands; null when there is none. */
export function maskedAt(value: Json | undefined, path: string[] = []): string | null {
  if (typeof value === "string") return isMasked(value) ? path.join(".") : null;
  if (typeof value !== "object" || value === null) return null;
  for (const [key, child] of Object.entries(value)) {
    const found = maskedAt(child, [...path, key]);
    if (found !== null) return found;
  }
  return null;
}
