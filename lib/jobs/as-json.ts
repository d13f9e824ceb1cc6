import type { Json } from "./json.ts";

/** A value as it is after a journey through JSON: a Date has become text, a method is gone. */
export type AsJson<T> = unknown extends T
  ? Json
  : T extends Json | undefined
    ? T
    : T extends { toJSON(): infer Text }
      ? AsJson<Text>
      : T extends (...args: never[]) => unknown
        ? never
        : { [Name in keyof T]: AsJson<T[Name]> };

/** What is kept of a handler that answers `R`: nothing at all is kept as null. */
export type ResultOf<R> =
  Awaited<R> extends infer Result
    ? Result extends undefined | void
      ? null
      : AsJson<Result>
    : never;
