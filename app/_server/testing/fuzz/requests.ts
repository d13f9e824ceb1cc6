import * as fc from "fast-check";
import type { ApiName } from "@/lib/api/contract.ts";
import { openApiDocument } from "@/lib/api/openapi.ts";
import { VERSION } from "@/lib/process/version.ts";
import { CALLERS } from "./callers.ts";
import { FromSchema, type Schema } from "./from-schema.ts";
import { garbled, mutated } from "./mutations.ts";
import { idIn } from "./known-texts.ts";

/** A request as it is generated: references to what there is stand in it. */
export interface FuzzRequest {
  operation: ApiName;
  method: string;
  route: string;
  as: (typeof CALLERS)[number];
  params: Record<string, string>;
  query: Record<string, string>;
  headers: Record<string, string>;
  /** Absent for none. */
  body?: unknown;
  /** Instead of a body: text that may be no JSON. */
  raw?: string;
}

interface Operation {
  operationId: ApiName;
  parameters?: {
    in: "path" | "query" | "header";
    name: string;
    required?: boolean;
    schema: Schema;
  }[];
  requestBody?: { content: { "application/json": { schema: Schema } } };
}

const { paths = {}, components } = openApiDocument(VERSION);
const from = new FromSchema((components?.schemas ?? {}) as Record<string, Schema>);

/** Each hashes a password, which takes half a second on purpose. */
const SLOW: readonly ApiName[] = ["signIn", "createUser", "changeUser", "changePassword"];

const operations = Object.entries(paths).flatMap(([route, methods]) =>
  Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({
    route,
    method: method.toUpperCase(),
    operation,
  })),
);

function validRequest(
  route: string,
  method: string,
  { operationId, parameters = [], requestBody }: Operation,
): fc.Arbitrary<FuzzRequest> {
  const inPath = parameters.filter((each) => each.in === "path").map(({ name }) => name);
  const inQuery = parameters.filter((each) => each.in === "query");
  const required = inQuery.filter((each) => each.required).map(({ name }) => name);
  const schema = requestBody?.content["application/json"].schema;
  const query = {
    type: "object",
    properties: Object.fromEntries(inQuery.map((each) => [each.name, each.schema])),
    required,
  };
  return fc
    .record({
      as: fc.oneof(
        { weight: 8, arbitrary: fc.constant("admin" as const) },
        { weight: 2, arbitrary: fc.constantFrom(...CALLERS) },
      ),
      params: fc.record(Object.fromEntries(inPath.map((name) => [name, idIn(route)]))),
      query: from.of(query, "query").map(asTexts),
      headers: headersOf(parameters),
      ...(schema && { body: from.of(schema, "body") }),
    })
    .map((made) => ({ operation: operationId, method, route, ...made }));
}

const asTexts = (query: unknown) =>
  Object.fromEntries(
    Object.entries(query as Record<string, unknown>).map(([name, value]) => [name, String(value)]),
  );

function headersOf(
  parameters: { in: string; name: string }[],
): fc.Arbitrary<Record<string, string>> {
  const names = parameters.filter((each) => each.in === "header").map(({ name }) => name);
  return fc
    .tuple(fc.integer({ min: 0, max: 5 }), fc.subarray(names))
    .map(([n, given]) =>
      Object.fromEntries(given.map((name) => [name, name === "If-Match" ? `"${n}"` : `key ${n}`])),
    );
}

/** Half as the document has it, a third but for one thing, and the rest anything at all. */
export const anyRequest: fc.Arbitrary<FuzzRequest> = fc.oneof(
  ...operations.map(({ route, method, operation }) => {
    const valid = validRequest(route, method, operation);
    const arbitrary = fc.oneof(
      { weight: 50, arbitrary: valid },
      { weight: 33, arbitrary: mutated(valid) },
      { weight: 17, arbitrary: garbled(valid) },
    );
    return { weight: SLOW.includes(operation.operationId) ? 1 : 20, arbitrary };
  }),
);
