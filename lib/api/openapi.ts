import { z } from "zod";
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from "zod-openapi";
import { AlertMessage } from "./alert-message.ts";
import { api } from "./contract.ts";
import type { Endpoint } from "./endpoint.ts";
import { PERMISSIONS } from "./permissions.ts";
import { Problem } from "./problem.ts";

/** The OpenAPI 3.1 document of the HTTP API, drawn from the contract. */
export function openApiDocument(version: string) {
  const paths: ZodOpenApiPathsObject = {};
  for (const [name, endpoint] of Object.entries(api as Record<string, Endpoint>)) {
    const method = endpoint.method.toLowerCase() as "get" | "post" | "put" | "patch" | "delete";
    paths[endpoint.path] = { ...paths[endpoint.path], [method]: operationOf(name, endpoint) };
  }
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "Carillon",
      version,
      description:
        "Scheduled jobs: create, watch, cancel. Instants are ISO 8601 UTC, durations milliseconds.",
    },
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer" },
        session: { type: "apiKey", in: "cookie", name: "carillon_session" },
      },
    },
    paths,
    webhooks: { alertsChanged: { post: alertsChanged } },
  });
}

/** What we ask of others. */
const alertsChanged: ZodOpenApiOperationObject = {
  operationId: "alertsChanged",
  summary: "Alerts have begun or are over, or jobs have failed for good",
  description: "Signed as Standard Webhooks has it.",
  requestBody: { content: { "application/json": { schema: AlertMessage } } },
  responses: { "2XX": { description: "Taken; anything else is tried again" } },
};

function operationOf(name: string, endpoint: Endpoint): ZodOpenApiOperationObject {
  const { summary, permission, status, params, query, body } = endpoint;
  return {
    operationId: name,
    summary,
    ...(permission !== null && {
      description: `Needs the permission \`${permission}\`, which ${PERMISSIONS[permission].role} and above have.`,
      "x-permission": permission,
    }),
    security: permission === null ? [] : [{ token: [] }, { session: [] }],
    requestParams: {
      ...(params && { path: params }),
      ...(query instanceof z.ZodObject && { query }),
      ...headersOf(endpoint),
    },
    ...(body && { requestBody: { content: { "application/json": { schema: body } } } }),
    responses: {
      [`${status}`]: { description: "Done", content: contentOf(endpoint) },
      default: {
        description: "Refused",
        content: { "application/problem+json": { schema: Problem } },
      },
    },
  };
}

function contentOf({ isExport, response }: Endpoint) {
  if (!isExport) return { "application/json": { schema: response } };
  return { "application/x-ndjson": { schema: response }, "text/csv": { schema: z.string() } };
}

function headersOf({ method, isGuarded, isSecret }: Endpoint) {
  const headers = {
    ...(method === "POST" && !isSecret && { "Idempotency-Key": z.string().max(200).optional() }),
    ...(isGuarded && {
      "If-Match": z.string().optional().meta({
        description: "The revision that is to be changed, in quotes, as `ETag` gives it.",
      }),
    }),
  };
  return Object.keys(headers).length > 0 ? { header: z.object(headers) } : {};
}
