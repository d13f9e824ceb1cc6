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
  const found: Found = { sameness: new Sameness(), unknown: [] };
  const value = put(sent, shown, stored, path, found);
  return { value, hiddenAt: found.unknown[0] ?? null };
}

interface Found {
  sameness: Sameness;
  /** Paths of what is hidden still. */
  unknown: string[];
}

function put(
  sent: Json,
  shown: Json | undefined,
  stored: Json | undefined,
  path: string[],
  found: Found,
): Json {
  const isKnown = shown !== undefined && stored !== undefined;
  if (isKnown && found.sameness.of(sent) === found.sameness.of(shown)) return stored;
  if (typeof sent === "string" && isMasked(sent)) found.unknown.push(path.join("."));
  if (Array.isArray(sent)) {
    const isList = Array.isArray(shown) && Array.isArray(stored);
    return putList(sent, isList ? shown : [], isList ? stored : [], path, found);
  }
  if (!isPlainObject(sent)) return sent;
  return Object.fromEntries(
    Object.entries(sent).map(([key, child]) => [
      key,
      put(child, memberOf(shown, key), memberOf(stored, key), [...path, key], found),
    ]),
  );
}

function putList(
  sent: Json[],
  shown: Json[],
  stored: Json[],
  path: string[],
  found: Found,
): Json[] {
  const { sameness } = found;
  const isAsLong = sent.length === shown.length;
  const places = new Map<number, number[]>();
  for (const [index, item] of shown.entries()) {
    const alike = places.get(sameness.of(item));
    if (alike) alike.push(index);
    else places.set(sameness.of(item), [index]);
  }
  return sent.map((item, index) => {
    const alike = places.get(sameness.of(item)) ?? [];
    const isInPlace = isAsLong && sameness.of(item) === sameness.of(shown[index]!);
    const place = isInPlace ? index : alike.length === 1 ? alike[0]! : null;
    if (place !== null) return stored[place]!;
    const isChanged = isAsLong && alike.length === 0;
    const [was, is] = isChanged ? [shown[index], stored[index]] : [];
    return put(item, was, is, [...path, String(index)], found);
  });
}

const memberOf = (value: Json | undefined, key: string) =>
  isPlainObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;

/**
 * Numbers values so that those which say the same have the same number, whatever the order of their members. Each part is looked at
 * once, however deep it stands: comparing anew at each level would take seconds for a megabyte.
 */
class Sameness {
  readonly #numbers = new Map<string, number>();
  readonly #known = new WeakMap<object, number>();

  of(value: Json): number {
    if (typeof value !== "object" || value === null) return this.#number(JSON.stringify(value));
    let number = this.#known.get(value);
    if (number === undefined) {
      number = this.#number(this.#textOf(value));
      this.#known.set(value, number);
    }
    return number;
  }

  #textOf(value: Json[] | Record<string, Json>): string {
    if (Array.isArray(value)) return `[${value.map((each) => this.of(each)).join()}]`;
    const members = Object.entries(value).map(
      ([name, each]) => `${JSON.stringify(name)}:${this.of(each)}`,
    );
    return `{${members.toSorted().join()}}`;
  }

  #number(text: string): number {
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(text, number);
    }
    return number;
  }
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
