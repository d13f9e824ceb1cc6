import { allPages } from "./support/all-pages.ts";
import { PASSWORD } from "./support/accounts.ts";
import type { Product } from "./support/product.ts";
import { cookieOf, type RawAnswer, rawRequest } from "./support/raw-request.ts";
import { expect, test } from "./support/test.ts";

test.describe.configure({ timeout: 180_000 });

/** Stands in everything that is planted, and in nothing else. */
const CANARY = /canary/i;

type Api = Parameters<Parameters<typeof test>[2]>[0]["api"];

/** Of everything one, and its id by the folder of its page. */
async function plant(api: Api): Promise<Record<string, string>> {
  const echo = { job: "demo.echo", args: { message: "a canary" }, queue: "canary-queue" };
  const { items: known } = await api.call("listSchedules");
  if (!known.some(({ id }) => id === "canary-schedule")) {
    await api.call("createSchedule", { body: { ...echo, id: "canary-schedule", every: 60_000 } });
    for (const [name, role] of [
      ["canary-user", "operator"],
      ["matrix-viewer", "viewer"],
    ] as const)
      await api.call("createUser", { body: { name, role, password: PASSWORD } });
    await api.call("createToken", { body: { name: "canary-token" } });
    await api.call("createCalendarFeed", { body: { name: "canary-feed" } });
    await api.call("createAlertWebhook", {
      body: { name: "canary-webhook", url: "https://hooks.example.invalid/canary" },
    });
  }
  const job = await api.call("createJob", { body: { ...echo, delayMs: 3_600_000 } });
  const { batch } = await api.call("createBatch", { body: { name: "canary", jobs: [echo] } });
  const operation = await api.call("startOperation", {
    body: { action: "retry", filter: { queue: "canary-queue" }, reason: "canary" },
  });
  const { items: workers } = await api.call("listWorkers");
  return {
    jobs: job.id,
    schedules: "canary-schedule",
    users: "canary-user",
    queues: "canary-queue",
    batches: batch.id,
    operations: operation.id,
    workers: workers[0]!.id,
    "job-types": "demo.echo",
  };
}

const signIn = async ({ url }: Product, body: object) =>
  cookieOf(
    await rawRequest(url, "/api/sign-in", {
      method: "POST",
      headers: { "content-type": "application/json", "sec-fetch-site": "same-origin" },
      body: JSON.stringify(body),
    }),
  );

const tree = (state: unknown) => encodeURIComponent(JSON.stringify(state));
const SHOWN = ["", { children: ["(dashboard)", { children: ["__PAGE__", {}] }] }, null, null, 0];
const RSC = { rsc: "1" };
const PREFETCH = { ...RSC, "next-router-prefetch": "1" };

/** How a browser asks for a page, or pretends to: the parts that it says it has are left out. */
const WAYS: Record<string, Record<string, string>> = {
  "a page": { accept: "text/html" },
  "a part": RSC,
  "a part of what is shown": { ...RSC, "next-router-state-tree": tree(SHOWN) },
  "a part, from elsewhere": { ...RSC, "next-router-state-tree": tree(SHOWN), "next-url": "/jobs" },
  "a prefetch": PREFETCH,
  "a prefetch of what is shown": { ...PREFETCH, "next-router-state-tree": tree(SHOWN) },
  "a prefetch of the tree": { ...PREFETCH, "next-router-segment-prefetch": "/_tree" },
  "a prefetch of a segment": { ...PREFETCH, "next-router-segment-prefetch": "/_index" },
  "a prefetch by another header": { purpose: "prefetch", "x-moz": "prefetch" },
  "the middleware itself": { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
  "a state that is no JSON": { ...RSC, "next-router-state-tree": "x" },
  "a state that is no text": { ...RSC, "next-router-state-tree": "%" },
  "a state that is no tree": { ...RSC, "next-router-state-tree": tree({ a: 1 }) },
  "a state of nothing": { ...RSC, "next-router-state-tree": tree([]) },
  "a state that never ends": { ...RSC, "next-router-state-tree": tree("x".repeat(5_000)) },
  "a state of the wrong kind": { ...RSC, "next-router-state-tree": tree([...SHOWN, true]) },
  "an odd segment": { ...PREFETCH, "next-router-segment-prefetch": "/%/../x" },
  "an odd prefetch": { ...RSC, "next-router-prefetch": "x" },
  "an odd address": { ...RSC, "next-url": "%" },
  "an action": { "next-action": "0".repeat(40) },
};

const WITH_RSC = ["", "?_rsc=x"];

/** Next sends who asks for a part to the same address with a hash of what they say they have. */
async function followed(url: string, path: string, headers: Record<string, string>) {
  const answer = await rawRequest(url, path, { headers });
  const to = answer.headers.location === undefined ? null : new URL(answer.headers.location, url);
  const isItself = to?.pathname === new URL(path, url).pathname && to.searchParams.has("_rsc");
  return isItself ? rawRequest(url, `${to.pathname}${to.search}`, { headers }) : answer;
}

async function askAll(
  url: string,
  paths: string[],
  cookie: string | null,
  check: (answer: RawAnswer, what: string, path: string) => void,
): Promise<void> {
  for (const path of paths)
    for (const [way, headers] of Object.entries(WAYS))
      for (const search of WITH_RSC) {
        const given = { ...headers, ...(cookie !== null && { cookie }) };
        const answer = await followed(url, `${path}${search}`, given);
        const what = `${way} at ${path}${search}`;
        expect(answer.status, `${what}: ${answer.text.slice(0, 300)}`).toBeLessThan(500);
        check(answer, what, path);
      }
}

/** What is asked for stands in the answer, in more than one spelling. */
const withoutPath = (text: string, path: string) =>
  path
    .split("/")
    .filter((part) => CANARY.test(part))
    .reduce(
      (rest, part) => rest.replaceAll(part, "").replaceAll(decodeURIComponent(part), ""),
      text,
    );

test("nobody is shown anything, however they ask", async ({ api, product: { url } }) => {
  const paths = allPages(await plant(api));
  await askAll(url, paths, null, ({ status, headers, text }, what, path) => {
    expect(withoutPath(text, path), what).not.toMatch(CANARY);
    if (status < 300 || status >= 400) return;
    // To itself with another `_rsc`, or to the door.
    const { pathname } = new URL(headers.location!, url);
    expect(["/sign-in", path], what).toContain(pathname);
  });
});

test("a page asked for by nobody leads to the door", async ({ api, product: { url } }) => {
  for (const path of allPages(await plant(api))) {
    const { status, headers } = await rawRequest(url, path);
    expect(status, path).toBe(307);
    expect(headers.location, path).toMatch(/^\/sign-in/);
  }
});

test("a viewer is shown work, and nothing of accounts", async ({ api, product }) => {
  const paths = allPages(await plant(api));
  const cookie = await signIn(product, { name: "matrix-viewer", password: PASSWORD });
  const isOfAccounts = (path: string) => path.startsWith("/users") || path === "/account";
  await askAll(product.url, paths.filter(isOfAccounts), cookie, ({ text }, what, path) => {
    expect(withoutPath(text, path), what).not.toMatch(CANARY);
  });
  const { text } = await rawRequest(product.url, "/jobs", { headers: { cookie } });
  expect(text, "what there is to be shown").toMatch(CANARY);
});

test("an admin is answered whatever way a page is asked for", async ({ api, product }) => {
  const cookie = await signIn(product, { token: product.token });
  await askAll(product.url, allPages(await plant(api)), cookie, () => undefined);
});

const ODD_PATHS = [
  "//",
  "///evil.example",
  "/..%2f..%2fetc/passwd",
  "/%2e%2e/",
  "/jobs/%",
  "/jobs/%25",
  "/jobs/%2525",
  "/jobs/%FF",
  "/jobs/%00",
  "/jobs/%E0%A4%A",
  "/schedules/%25",
  "/schedules/%FF",
  "/workers/%",
  "/workers/%25",
  "/workers/%252e",
  "/workers/%00",
  "/workers/a%0d%0ab",
  "/users/%25",
  "/queues/%25",
  "/job-types/%25",
  "/batches/%25",
  "/operations/%25",
  "/jobs?state=%FF&cursor=%25",
  "/jobs?q=%00&q=x",
  "/jobs/new?from=%25&schedule=%25",
  "/calendar?day=%25&view=x",
  "/calendar?day=9999-99-99",
  "/sign-in?next=//",
  "/sign-in?next=http://[",
  "/sign-in?next=%25&next=x",
  "/sign-in?next=/.//evil.example",
  "/_next/image?url=http://169.254.169.254/&w=64&q=75",
  "/_next/data/x/jobs.json",
  "/_next/static/../../package.json",
  "/api",
  "/api/",
  "/api/v1",
  "/api/v1/jobs/%",
  "/api/v1/jobs/%FF",
  "/api/v1/jobs/%2525",
  "/api/v1/workers/%00",
  "/api/v1/..%2f..%2fpackage.json",
  "/.env",
  "/.git/config",
  "/package.json",
];
const ODD_COOKIES = ["carillon_zone=%25", "carillon_zone=%", "carillon_zone=%ff", "=;;%=%"];

test("an odd path or cookie is answered, and never by a 500", async ({ product }) => {
  const session = await signIn(product, { token: product.token });
  for (const cookie of [null, session, ...ODD_COOKIES.map((odd) => `${session}; ${odd}`)])
    for (const path of cookie === session || cookie === null ? ODD_PATHS : ["/", "/calendar"])
      for (const headers of [{}, RSC, PREFETCH]) {
        const given = { ...headers, ...(cookie !== null && { cookie }) };
        const { status, text } = await rawRequest(product.url, path, { headers: given });
        expect(status, `${path} ${cookie}: ${text.slice(0, 200)}`).toBeLessThan(500);
        expect(text, path).not.toContain("NEXT_REDIRECT;replace;//");
        if (path.includes("package.json")) expect(text).not.toContain("devDependencies");
      }
});

test("a method that is none of the contract is refused", async ({ api, product: { url } }) => {
  const response = await fetch(`${url}/api/v1/openapi.json`, {
    headers: {
      authorization: `Bearer ${(await api.call("createToken", { body: { name: "t" } })).secret}`,
    },
  });
  const { paths } = (await response.json()) as { paths: Record<string, Record<string, unknown>> };
  for (const [path, known] of Object.entries(paths))
    for (const method of ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
      const what = `${method} ${path}`;
      const { status, headers } = await rawRequest(url, path.replaceAll(/\{\w+\}/g, "x"), {
        method,
      });
      const isKnown = (method === "HEAD" ? "get" : method.toLowerCase()) in known;
      expect(headers["access-control-allow-origin"], what).toBeUndefined();
      if (method === "OPTIONS") expect(status, what).toBe(204);
      else if (!isKnown) expect(status, what).toBe(405);
      else if (path.startsWith("/api/v1/")) expect(status, what).toBe(401);
    }
});
