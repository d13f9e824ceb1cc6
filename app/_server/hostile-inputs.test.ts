import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { pathOf } from "@/lib/api/client.ts";
import { api } from "@/lib/api/contract.ts";
import { Problem } from "@/lib/api/problem.ts";
import { ERROR_STATUS } from "@/lib/errors.ts";
import httpRequest from "@/workers/jobs/http-request.ts";
import { Registry } from "@/lib/queue/registry.ts";
import { callRoute } from "./testing/call-route.ts";
import { broken, options, unknown } from "./testing/hostile/bodies.ts";
import { names, paths } from "./testing/hostile/names.ts";
import { people } from "./testing/hostile/people.ts";
import { filters, searches } from "./testing/hostile/queries.ts";
import { headers, hosts, identities, origins } from "./testing/hostile/requests.ts";
import type { Row } from "./testing/hostile/row.ts";
import { crons, instants } from "./testing/hostile/times.ts";
import { webhooks } from "./testing/hostile/webhooks.ts";
import { work } from "./testing/hostile/work.ts";
import { plant } from "./testing/planted.ts";
import { stateOf } from "./testing/prefix-state.ts";
import { ADMIN, ADMIN_TOKEN, type As, identity, startWeb, type Web } from "./testing/web.ts";

/** Passwords are hashed on the way. */
vi.setConfig({ testTimeout: 120_000 });

/** Many times what a password takes: nothing that is sent may keep the server busy for longer. */
const MOST_MS = 10_000;

const AREAS = {
  hosts,
  origins,
  headers,
  identities,
  "broken bodies": broken,
  "unknown fields": unknown,
  options,
  names,
  paths,
  crons,
  instants,
  filters,
  searches,
  people,
  webhooks,
  work,
};

/** A refusal is counted and written down, and each row may have a session of its own; nothing else is written. */
const OF_REFUSALS = /:attempts:|:audit$|:session:/;

type Planted = Awaited<ReturnType<typeof plant>>;

async function open() {
  const web = await startWeb();
  const { samples } = await plant(web);
  await new Registry(web.redis, web.prefix).publishJobTypes([httpRequest.type]);
  await web.makeUser("admin", "admin");
  return { web, samples, state: await stateOf(web.redis, web.prefix, OF_REFUSALS) };
}

async function showing(web: Web, { as }: Row): Promise<As> {
  if (as === "nobody") return null;
  return as === "session" ? web.sessionOf("admin") : ADMIN;
}

function askedOf(row: Row, sample: Planted["samples"][Row["to"]]) {
  const { method, path } = api[row.to];
  const params = { ...sample.params, ...row.params };
  const query = row.query === undefined ? sample.query : undefined;
  const url = pathOf(row.to, { params, query } as never);
  const body = row.raw ?? JSON.stringify(row.body ?? sample.body);
  return {
    method,
    route: path,
    params,
    url: row.query === undefined ? url : `${url}?${row.query}`,
    ...(method !== "GET" && body !== undefined && { body }),
  };
}

async function ask(row: Row, { web, samples }: Awaited<ReturnType<typeof open>>, from: string) {
  const as = await showing(web, row);
  const own = { "content-type": "application/json", "x-carillon-peer": from };
  const startedMs = performance.now();
  const { response, text } = await callRoute({
    ...askedOf(row, samples[row.to]),
    headers: { ...own, ...identity(as), ...row.headers },
  });
  const ms = performance.now() - startedMs;
  const after = await stateOf(web.redis, web.prefix, OF_REFUSALS);
  return { response, text, ms, after, session: as && "session" in as ? as.session : null };
}

describe.each(Object.entries(AREAS))("hostile %s", (_, rows) => {
  let opened: Awaited<ReturnType<typeof open>>;
  let asked = 0;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.web.close());

  it.each(rows)("$what", async (row) => {
    const from = `192.0.2.${(asked += 1)}`;
    const before = opened.state;
    const { response, text, ms, after, session } = await ask(row, opened, from);
    opened.state = after;
    expect(ms).toBeLessThan(MOST_MS);
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
    for (const secret of [ADMIN_TOKEN, session ?? ADMIN_TOKEN, "canary"])
      expect(text).not.toContain(secret);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    if (row.code === null) {
      expect(response.status, text).toBeLessThan(300);
      return;
    }
    const problem = Problem.parse(JSON.parse(text));
    expect(problem, text.slice(0, 500)).toMatchObject({
      code: row.code,
      status: ERROR_STATUS[row.code],
      requestId: response.headers.get("x-request-id"),
    });
    expect(response.status).toBe(problem.status);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    if (row.field !== undefined)
      expect(problem.errors.map(({ path }) => path)).toContain(row.field);
    expect(text.length).toBeLessThan(20_000);
    expect(after).toEqual(before);
  });
});

it("are more than 250", () => {
  expect(Object.values(AREAS).flat().length).toBeGreaterThanOrEqual(250);
});
