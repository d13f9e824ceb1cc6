import * as fc from "fast-check";
import type { FuzzRequest } from "./requests.ts";
import { anyJson } from "./from-schema.ts";

/** What programs forget, and what those try who mean no good. */
const HOSTILE: unknown[] = [
  null,
  true,
  "",
  " ",
  0,
  -1,
  -0,
  0.5,
  1e308,
  9_007_199_254_740_991,
  "0",
  [],
  {},
  [[]],
  [null],
  { length: 1 },
  { toString: 1, valueOf: 1 },
  "__proto__",
  "constructor",
  "../../etc/passwd",
  "a\0b",
  "a\r\nb",
  "\ud800",
  "\u202e",
  "*",
  "{x}:users",
  "x".repeat(300),
  "x".repeat(20_000),
  "2026-02-30T00:00:00Z",
  "9999-12-31T23:59:59.999Z",
  "0000-01-01T00:00:00Z",
  "[redacted]",
  "@@",
  "NaN",
  "Infinity",
  "1e999",
  "%00",
  "-1",
];
const hostile = fc.oneof(fc.constantFrom(...HOSTILE), anyJson, fc.string({ unit: "binary" }));
const hostileText = hostile.map((value) =>
  typeof value === "string" ? value : JSON.stringify(value),
);
const name = fc.oneof(
  fc.constantFrom("__proto__", "constructor", "id", "by", "state", "queue", "limit", "q", "cursor"),
  fc.string(),
);
const HEADERS = [
  "content-type",
  "idempotency-key",
  "if-match",
  "authorization",
  "cookie",
  "accept",
  "x-forwarded-proto",
  "origin",
];
const header = fc.constantFrom(...HEADERS);

/** A request in which one thing is another than the document says. */
export const mutated = (valid: fc.Arbitrary<FuzzRequest>): fc.Arbitrary<FuzzRequest> =>
  fc
    .record({ request: valid, pick: fc.nat(), name, header, value: hostile, text: hostileText })
    .map(({ request, pick, ...by }) => {
      const ways = [inBody, inBody, inBody, inQuery, inParams, inHeaders];
      return ways[pick % ways.length]!(request, { ...by, pick: Math.floor(pick / ways.length) });
    });

interface By {
  pick: number;
  name: string;
  header: string;
  value: unknown;
  text: string;
}

function inBody(request: FuzzRequest, by: By): FuzzRequest {
  if (request.body === undefined) return inParams(request, by);
  return { ...request, body: changed(request.body, by) };
}

/** Something within is replaced, left out, or has a neighbour that nobody asked for. */
function changed(value: unknown, { pick, ...by }: By): unknown {
  const isInner = typeof value === "object" && value !== null;
  const entries = isInner ? Object.entries(value) : [];
  if (entries.length === 0 || pick % 7 === 0) return by.value;
  const rest = Math.floor(pick / 7);
  if (pick % 7 === 1) return { ...Object.fromEntries(entries), [by.name]: by.value };
  const [key, inner] = entries[rest % entries.length]!;
  if (pick % 7 === 2) return Object.fromEntries(entries.filter(([each]) => each !== key));
  const next = changed(inner, { ...by, pick: Math.floor(rest / entries.length) });
  if (Array.isArray(value))
    return value.map((each, index) => (String(index) === key ? next : each));
  return Object.fromEntries([...entries, [key, next]]);
}

function inQuery(request: FuzzRequest, { pick, name: other, text }: By): FuzzRequest {
  const known = Object.keys(request.query);
  const key = pick % 2 === 0 ? (known[pick % Math.max(known.length, 1)] ?? other) : other;
  return { ...request, query: { ...request.query, [key]: text } };
}

function inParams(request: FuzzRequest, by: By): FuzzRequest {
  const [key] = Object.keys(request.params);
  if (key === undefined) return inQuery(request, by);
  return { ...request, params: { [key]: by.text } };
}

const inHeaders = (request: FuzzRequest, by: By): FuzzRequest => ({
  ...request,
  headers: { ...request.headers, [by.header]: by.text },
});

/** A request of which only the address is right. */
export const garbled = (valid: fc.Arbitrary<FuzzRequest>): fc.Arbitrary<FuzzRequest> =>
  fc
    .record({
      request: valid,
      text: hostileText,
      query: fc.dictionary(name, hostileText, { maxKeys: 3 }),
      headers: fc.dictionary(header, hostileText, { maxKeys: 2 }),
      raw: fc.oneof(
        hostileText,
        anyJson.map((value) => JSON.stringify(value)),
        fc.string({ unit: "binary", maxLength: 200 }),
      ),
    })
    .map(({ request: { body, ...request }, text, query, headers, raw }) => ({
      ...request,
      params: Object.fromEntries(Object.keys(request.params).map((key) => [key, text])),
      query,
      headers,
      ...(body !== undefined && { raw }),
    }));
