import { invalidField } from "../errors.ts";
import type { Json } from "./json.ts";

const MOST_DEPTH = 100;

/**
 * Checks that a value survives JSON unchanged, undefined fields of objects apart, which vanish.
 * @throws CarillonError invalid_fields with the path of the first value that does not
 */
export function checkJson(value: unknown, path: string, depth = 0): Json {
  if (depth > MOST_DEPTH)
    throw invalidField(path, `is nested deeper than ${MOST_DEPTH} levels, or contains itself`);
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      if (!Number.isFinite(value))
        throw invalidField(path, `must be a finite number, not ${value}`);
      return value;
    case "object":
      if (value === null) return null;
      if (Array.isArray(value)) {
        value.forEach((item, index) => checkJson(item, `${path}.${index}`, depth + 1));
        return value as Json;
      }
      checkPlainObject(value, path, depth);
      return value as Json;
    default:
      throw invalidField(path, `must be JSON, not a ${typeof value}`);
  }
}

function checkPlainObject(value: object, path: string, depth: number): void {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw invalidField(
      path,
      `must be a plain object, not a ${value.constructor.name}; turn it into text or numbers first`,
    );
  }
  for (const [key, item] of Object.entries(value)) {
    if (item !== undefined) checkJson(item, `${path}.${key}`, depth + 1);
  }
}
