import { onTestFinished } from "vitest";
import { pathOf } from "@/lib/api/client.ts";
import { api, type ApiName } from "@/lib/api/contract.ts";
import type { QueueGrants, Role } from "@/lib/api/permissions.ts";
import { subjectOf, type SignedInBy } from "@/lib/auth/subject.ts";
import { connectRedis, untilReady } from "@/lib/redis/connection.ts";
import { GOOD_PASSWORD } from "@/lib/testing/auth.ts";
import { adminRedisUrl, testRedisUrl, uniquePrefix } from "@/lib/testing/redis.ts";
import { backend, closeBackend } from "../backend.ts";
import { callRoute } from "./call-route.ts";

export const ADMIN_TOKEN = "the-admin-token-of-a-test-run-0123";

/** How a request shows who it is of. */
export type As = { bearer: string } | { session: string } | null;
export const ADMIN: As = { bearer: ADMIN_TOKEN };

export interface Sent {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
  headers?: Record<string, string>;
  /** The address it comes from. */
  from?: string;
}

interface WebOptions {
  adminToken?: string;
  settings?: Record<string, string | undefined>;
  /** The Redis of the test run, when left out. */
  redis?: { web: string; admin: string };
}

/** The web process' own parts on a prefix of its own, and its route handlers, called as Next calls them. Without a server. */
export async function openWeb(options: WebOptions = {}) {
  const web = await startWeb(options);
  onTestFinished(() => web.close());
  return web;
}

/** The same, for more than one test. There can be but one at a time. */
export async function startWeb({
  adminToken = ADMIN_TOKEN,
  settings = {},
  redis: at = { web: testRedisUrl("web"), admin: adminRedisUrl() },
}: WebOptions = {}) {
  const prefix = uniquePrefix();
  for (const [name, value] of Object.entries(settings)) process.env[name] = value ?? "";
  Object.assign(process.env, {
    REDIS_URL: at.web,
    CARILLON_PREFIX: prefix,
    CARILLON_ADMIN_TOKEN: adminToken,
    LOG_LEVEL: "silent",
  });
  const web = backend();
  const redis = connectRedis({ url: at.admin, role: "client", name: "test" });
  await Promise.all([untilReady(web.redis), untilReady(redis)]);
  return {
    ...web,
    /** Not the one of the web process: a test may look at everything. */
    redis,
    prefix,
    async close(): Promise<void> {
      redis.disconnect();
      await closeBackend();
      for (const name of Object.keys(settings)) delete process.env[name];
      // What comes next is another process, as far as this one can tell.
      for (const name of ["carillon.backend", "carillon.events"])
        delete (globalThis as Record<symbol, unknown>)[Symbol.for(name)];
    },
    call: (name: ApiName, as: As, sent: Sent = {}) => call(name, as, sent),
    /** A file, as text. */
    export: async (name: ApiName, as: As, query: Sent["query"]) => send(name, as, { query }),
    /** A session of an account, without the time that a password takes. */
    async sessionOf(name: string): Promise<As> {
      const by: SignedInBy = { kind: "user", name };
      const epoch = await web.sessions.epochOf(subjectOf(by));
      return { session: await web.sessions.start(name, by, epoch, Date.now()) };
    },
    /** An account, which signs in elsewhere unless it has to have a password: a hash takes its time. */
    async makeUser(
      name: string,
      role: Role,
      { queues = "*", hasPassword = false }: { queues?: QueueGrants; hasPassword?: boolean } = {},
    ): Promise<void> {
      const password = hasPassword ? GOOD_PASSWORD : null;
      await web.users.add({ name, role, queues, password }, "test", Date.now());
    },
  };
}

export type Web = Awaited<ReturnType<typeof startWeb>>;

async function call(name: ApiName, as: As, sent: Sent) {
  const answer = await send(name, as, sent);
  return {
    ...answer,
    body: JSON.parse(answer.text) as Record<string, unknown> & { code?: string; detail?: string },
    /** The session that the answer gives a browser, if it does. */
    cookie: /carillon_session=([^;]*)/.exec(answer.headers.get("set-cookie") ?? "")?.[1],
  };
}

async function send(name: ApiName, as: As, { params, query, body, headers, from }: Sent) {
  const { method, path } = api[name];
  const { response, text } = await callRoute({
    method,
    route: path,
    params,
    url: pathOf(name, { params, query } as never),
    headers: {
      "x-carillon-peer": from ?? "192.0.2.1",
      ...(body !== undefined && { "content-type": "application/json" }),
      ...identity(as),
      ...headers,
    },
    ...(body !== undefined && method !== "GET" && { body: JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, text };
}

export function identity(as: As): Record<string, string> {
  if (as === null) return {};
  return "bearer" in as
    ? { authorization: `Bearer ${as.bearer}` }
    : { cookie: `carillon_session=${as.session}` };
}
