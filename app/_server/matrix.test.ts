import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { pathOf } from "@/lib/api/client.ts";
import { api, type ApiName } from "@/lib/api/contract.ts";
import { type Permission, refusalOf } from "@/lib/api/permissions.ts";
import { type Actor, makeActors } from "./testing/actors.ts";
import { APP, callRoute } from "./testing/call-route.ts";
import { plant, QUEUE } from "./testing/planted.ts";
import { stateOf } from "./testing/prefix-state.ts";
import {
  allRoutes,
  APART,
  endpoints,
  foldersWith,
  METHODS,
  OF_NEXT,
} from "./testing/route-tree.ts";
import { ADMIN, identity, openWeb, type Web } from "./testing/web.ts";

/** Passwords are hashed on the way. */
vi.setConfig({ testTimeout: 120_000 });

const routes = await allRoutes();
const names = Object.keys(api) as ApiName[];
const permissionOf = (path: string, method: string): Permission | null | undefined => {
  const endpoint = endpoints.find((each) => each.path === path && each.method === method);
  return endpoint ? endpoint.permission : APART[path]?.[method as "GET"];
};
const apart = Object.entries(APART).flatMap(([route, methods]) =>
  Object.entries(methods).map(([method, permission]) => ({ route, method, permission })),
);

describe("every route of the tree", () => {
  it.each(routes)(
    "$path has methods of the contract, or of the short list",
    ({ path, methods }) => {
      const known = METHODS.filter((method) => permissionOf(path, method) !== undefined);
      expect(methods).toEqual(known);
      expect(methods.filter((method) => OF_NEXT.includes(method))).toEqual([]);
    },
  );

  it("is there for each endpoint, and for nothing that the short list has kept", () => {
    const paths = routes.map(({ path }) => path);
    expect([...endpoints.map(({ path }) => path), ...Object.keys(APART)].toSorted()).toEqual(
      expect.arrayContaining(paths),
    );
    for (const path of Object.keys(APART)) expect(paths).toContain(path);
  });
});

/** 401, 403, or that it is let in: what then becomes of it is not asked here. */
function expected({ access }: Actor, permission: Permission | null, queue?: string): string {
  if (permission === null) return "let in";
  if (access === null) return "401";
  return refusalOf(access, permission, queue) === null ? "let in" : "403";
}

function outcomeOf(response: Response, text: string): string {
  const { status } = response;
  if (status === 401 || status === 403) return String(status);
  // Without a scheduler it is not ready: that is what the probe is for.
  const isProbe = status === 503 && text.includes('"not-ready"');
  return status >= 500 && !isProbe ? `${status} ${text}` : "let in";
}

/** Everybody's outcome beside the one that the table of permissions gives. */
async function compare(
  actors: Actor[],
  permission: Permission | null,
  queue: string | undefined,
  ask: (headers: Record<string, string>) => ReturnType<typeof callRoute>,
) {
  const outcomes: Record<string, string> = {};
  const wanted: Record<string, string> = {};
  for (const [index, actor] of actors.entries()) {
    const from = { "x-carillon-peer": `192.0.2.${index}` };
    const { response, text } = await ask({ ...identity(await actor.show()), ...from });
    outcomes[actor.name] = outcomeOf(response, text);
    wanted[actor.name] = expected(actor, permission, queue);
  }
  return { outcomes, wanted };
}

async function open() {
  const web = await openWeb();
  return { web, planted: await plant(web), actors: await makeActors(web) };
}

const askedOf = (name: ApiName, planted: Awaited<ReturnType<typeof plant>>) => {
  const { path, method } = api[name];
  const { params, query, body } = planted.samples[name];
  return {
    route: path,
    method,
    params,
    url: pathOf(name, { params, query } as never),
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
};
const JSON_TYPE = { "content-type": "application/json" };

describe("who may what", () => {
  it.each(names)("%s, as the table of permissions has it", async (name) => {
    const { planted, actors } = await open();
    const { permission, method, ...rest } = api[name];
    const queue = "concerns" in rest ? QUEUE : undefined;
    const asked = askedOf(name, planted);
    const heads = method === "GET" ? ["GET", "HEAD"] : [method];
    for (const each of heads) {
      const { outcomes, wanted } = await compare(actors, permission, queue, (headers) =>
        callRoute({ ...asked, method: each, headers: { ...JSON_TYPE, ...headers } }),
      );
      expect(outcomes, each).toEqual(wanted);
    }
  });

  it.each(apart)("$method $route, which is no endpoint", async ({ route, method, permission }) => {
    const { actors } = await open();
    const url = route.replace("{...rest}", "no/such/thing");
    const { outcomes, wanted } = await compare(actors, permission, undefined, (headers) =>
      callRoute({ route, method, url, headers }),
    );
    expect(outcomes).toEqual(wanted);
  });
});

describe("another name than ours", () => {
  it("is refused by every method of every route, the event stream too", async () => {
    const { web } = await open();
    const before = await stateOf(web.redis, web.prefix);
    for (const { path, methods } of routes)
      for (const method of methods.flatMap((each) => (each === "GET" ? ["GET", "HEAD"] : [each]))) {
        const headers = { ...JSON_TYPE, ...identity(ADMIN), host: "evil.example" };
        const url = path.replaceAll(/\{[\w.]+\}/g, "x");
        const { response } = await callRoute({ route: path, method, url, headers });
        expect(response.status, `${method} ${path}`).toBe(403);
      }
    expect(await stateOf(web.redis, web.prefix)).toEqual(before);
  });
});

/** What reading may touch: when a feed was last read, how often somebody has asked for something, and who has taken a file. */
const TOUCHED = /:feed-used:|:attempts:|:audit$/;

describe("reading", () => {
  async function unchanged(web: Web, ask: () => Promise<{ response: Response }>) {
    const before = await stateOf(web.redis, web.prefix, TOUCHED);
    expect(Object.keys(before).length).toBeGreaterThan(10);
    const { response } = await ask();
    expect(response.status, "a read that finds what it asks for").toBeLessThan(405);
    expect(await stateOf(web.redis, web.prefix, TOUCHED)).toEqual(before);
  }

  it("changes nothing, whatever is read", async () => {
    const { web, planted, actors } = await open();
    const headers = identity(await actors.find(({ name }) => name === "admin")!.show());
    for (const name of names.filter((each) => api[each].permission === "read" || isGet(each)))
      if (name !== "getReadiness")
        await unchanged(web, () =>
          callRoute({ ...askedOf(name, planted), headers: { ...JSON_TYPE, ...headers } }),
        );
    for (const { route, method } of apart.filter((each) => each.method === "GET")) {
      const url = `${route.replace("{...rest}", "x")}?token=${planted.feedToken}`;
      await unchanged(web, () => callRoute({ route, method, url, headers }));
    }
  });

  const isGet = (name: ApiName) => api[name].method === "GET";
});

/** Pages that begin with nothing of the server's: their parts ask the API, which asks who they are. */
const WITHOUT_DATA = ["/(dashboard)", "/(dashboard)/[...rest]"];

describe("every page of the dashboard", () => {
  const pages = foldersWith("page.tsx").filter((path) => path.startsWith("/(dashboard)"));

  it.each(pages)("%s asks who looks, since the layout is left out now and then", (path) => {
    const text = readFileSync(join(APP, path, "page.tsx"), "utf8");
    if (WITHOUT_DATA.includes(path)) expect(text).not.toMatch(/_server|@\/lib|async/);
    else
      expect(text).toMatch(/await preloaded\(|await Promise\.all\(\[\s*preloaded\(|await require/);
  });
});
