import type { Json } from "./json.ts";
import { isPlainObject } from "./secret-places.ts";
import { isMasked } from "./secret-text.ts";

export interface Unhidden {
  value: Json;
  /** The path of a place that is hidden still, since nothing is known to stand there; null when there is none. */
  hiddenAt: string | null;
}

/**
 * Puts back what a reader was not shown and sends on: wherever `sent` is what was `shown`, it is what is `stored`. An item of a list
 * that has moved is known by the rest of it; where two could be meant, it stays hidden, for a secret must not change its owner.
 */
export function unhidden(sent: Json, shown: Json, stored: Json, path: string[] = []): Unhidden {
  const unknown: string[] = [];
  const value = put(sent, shown, stored, path, unknown);
  return { value, hiddenAt: unknown[0] ?? null };
}

function put(
  sent: Json,
  shown: Json | undefined,
  stored: Json | undefined,
  path: string[],
  unknown: string[],
): Json {
  const masked = maskedAt(sent, path);
  if (masked === null) return sent;
  if (shown !== undefined && stored !== undefined) {
    if (canonical(sent) === canonical(shown)) return stored;
    if (Array.isArray(sent) && Array.isArray(shown) && Array.isArray(stored))
      return putList(sent, shown, stored, path, unknown);
  }
  if (!isPlainObject(sent) || !isPlainObject(shown) || !isPlainObject(stored)) {
    unknown.push(masked);
    return sent;
  }
  return Object.fromEntries(
    Object.entries(sent).map(([key, child]) => [
      key,
      put(child, memberOf(shown, key), memberOf(stored, key), [...path, key], unknown),
    ]),
  );
}

function putList(
  sent: Json[],
  shown: Json[],
  stored: Json[],
  path: string[],
  unknown: string[],
): Json[] {
  const isAsLong = sent.length === shown.length;
  const places = placesOf(shown);
  return sent.map((item, index) => {
    const own = [...path, String(index)];
    const same = places.get(canonical(item)) ?? [];
    const place = isAsLong && same.includes(index) ? index : same.length === 1 ? same[0]! : null;
    if (place !== null) return stored[place]!;
    const isChanged = isAsLong && same.length === 0;
    return put(
      item,
      isChanged ? shown[index] : undefined,
      isChanged ? stored[index] : undefined,
      own,
      unknown,
    );
  });
}

/** Where in a list each value stands. */
function placesOf(list: Json[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [index, item] of list.entries()) {
    const text = canonical(item);
    const known = places.get(text);
    if (known) known.push(index);
    else places.set(text, [index]);
  }
  return places;
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

/**
 * The path of a place that was hidden in `sent`, and would not be shown so again: a secret that has moved to where nothing hides it.
 * Null when there is none.
 */
export function exposedAt(sent: Json, shown: Json | undefined, path: string[]): string | null {
  if (typeof sent === "string") return isMasked(sent) && sent !== shown ? path.join(".") : null;
  if (typeof sent !== "object" || sent === null) return null;
  const members = typeof shown === "object" && shown !== null ? Object.entries(shown) : [];
  const known = new Map(members);
  for (const [key, child] of Object.entries(sent)) {
    const found = exposedAt(child, known.get(key), [...path, key]);
    if (found !== null) return found;
  }
  return null;
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
