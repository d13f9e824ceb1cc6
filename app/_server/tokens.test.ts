import { describe, expect, it } from "vitest";
import type { ApiToken } from "@/lib/api/tokens.ts";
import { newestOf } from "@/lib/testing/auth.ts";
import { ADMIN, type As, openWeb, type Web } from "./testing/web.ts";

const DAY_MS = 86_400_000;

async function make(web: Web, as: As, body: object = {}) {
  const answer = await web.call("createToken", as, { body: { name: "deploy", ...body } });
  const { token, secret } = answer.body as unknown as { token: ApiToken; secret: string };
  return { ...answer, token, bearer: { bearer: secret } };
}

async function open() {
  const web = await openWeb();
  await web.makeUser("ana", "operator", { queues: ["mail", "net"] });
  await web.makeUser("ada", "admin");
  return { web, ana: await web.sessionOf("ana"), ada: await web.sessionOf("ada") };
}

describe("an API token", () => {
  it("has its maker's rights for 90 days when nothing else is asked for", async () => {
    const { web, ana } = await open();
    const { status, token, bearer } = await make(web, ana);
    expect(status).toBe(201);
    expect(token).toMatchObject({
      name: "deploy",
      owner: "ana",
      role: "operator",
      queues: ["mail", "net"],
      scopes: null,
      usedAt: null,
    });
    const days = (Date.parse(token.expiresAt) - Date.parse(token.createdAt)) / DAY_MS;
    expect(days).toBe(90);
    const me = await web.call("getSession", bearer);
    expect(me.body).toMatchObject({
      actor: "ana (token deploy)",
      account: "ana",
      via: "token",
      endsAt: null,
    });
  });

  it("may less when less is asked for", async () => {
    const { web, ana } = await open();
    const { bearer } = await make(web, ana, {
      role: "viewer",
      queues: ["mail"],
      scopes: ["read"],
      expiresInDays: 365,
    });
    expect((await web.call("getSession", bearer)).body).toMatchObject({
      role: "viewer",
      queues: ["mail"],
      scopes: ["read"],
    });
    expect((await web.call("listTokens", bearer)).status).toBe(403);
  });

  it.each([
    [{ role: "admin" }, "role"],
    [{ queues: "*" }, "queues"],
    [{ queues: ["mail", "other"] }, "queues"],
    [{ scopes: ["users:change"] }, "scopes"],
    [{ role: "viewer", scopes: ["jobs:create"] }, "scopes"],
    [{ scopes: [] }, "scopes"],
    [{ scopes: ["everything"] }, "scopes.0"],
    [{ expiresInDays: 0 }, "expiresInDays"],
    [{ expiresInDays: 366 }, "expiresInDays"],
    [{ name: " " }, "name"],
    [{ owner: "ada" }, "owner"],
  ])("is not made with %o", async (body, path) => {
    const { web, ana } = await open();
    const refused = await make(web, ana, body);
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toMatchObject([{ path }]);
    expect(await web.tokens.list(Date.now())).toEqual([]);
  });

  it("never does more than its owner may now", async () => {
    const { web, ana } = await open();
    const { bearer } = await make(web, ana);
    await web.users.change("ana", { role: "viewer", queues: ["net", "other"] });
    expect((await web.call("getSession", bearer)).body).toMatchObject({
      role: "viewer",
      queues: ["net"],
    });
    await web.users.change("ana", { isDisabled: true });
    expect((await web.call("getSession", bearer)).status).toBe(401);
    await web.users.change("ana", { isDisabled: false });
    expect((await web.call("getSession", bearer)).status).toBe(200);
  });

  it("is made by none of its kind; by the admin token it is", async () => {
    const { web, ana } = await open();
    const { bearer } = await make(web, ana);
    expect((await make(web, bearer)).status).toBe(403);
    expect((await make(web, ADMIN)).token).toMatchObject({ owner: "owner", role: "admin" });
  });

  it("is told once: nothing keeps it for a repetition or a record", async () => {
    const { web, ana } = await open();
    const repeatable = await web.call("createToken", ana, {
      body: { name: "deploy" },
      headers: { "idempotency-key": "k" },
    });
    expect(repeatable.status).toBe(422);
    const { bearer } = await make(web, ana);
    const secret = bearer.bearer.slice(21);
    expect((await web.call("listTokens", ana)).text).not.toContain(secret);
    expect(JSON.stringify(await newestOf(web.audit, 10))).not.toContain(secret);
    const keys = await web.redis.keys(`{${web.prefix}}:idempotency:*`);
    expect(keys).toEqual([]);
  });

  it("is one of 50 at most", async () => {
    const { web, ana } = await open();
    for (let made = 0; made < 50; made++) expect((await make(web, ana)).status).toBe(201);
    expect((await make(web, ana)).status).toBe(409);
    expect((await make(web, ADMIN)).status).toBe(201);
  });
});

describe("revoking", () => {
  it("ends a token at once, by its owner or by who may revoke everybody's", async () => {
    const { web, ana, ada } = await open();
    const [first, second] = [await make(web, ana), await make(web, ana)];
    const revoked = await web.call("revokeToken", ana, { params: { id: first.token.id } });
    expect(revoked).toMatchObject({ status: 200, body: { name: "deploy" } });
    expect((await web.call("getSession", first.bearer)).status).toBe(401);
    expect((await web.call("getSession", second.bearer)).status).toBe(200);
    await web.call("revokeToken", ada, { params: { id: second.token.id } });
    expect((await web.call("getSession", second.bearer)).status).toBe(401);
    expect((await newestOf(web.audit, 1))[0]).toMatchObject({
      actor: "ada",
      action: "revokeToken",
      target: `tokens ${second.token.id}`,
    });
  });

  it("does not tell of others' tokens", async () => {
    const { web, ana, ada } = await open();
    const { token, bearer } = await make(web, ada);
    const theirs = await web.call("revokeToken", ana, { params: { id: token.id } });
    const nobodys = await web.call("revokeToken", ana, { params: { id: "0".repeat(16) } });
    expect([theirs.status, nobodys.status]).toEqual([404, 404]);
    expect((await web.call("getSession", bearer)).status).toBe(200);
  });
});

describe("the list of tokens", () => {
  it("has one's own, and everybody's for who may see them", async () => {
    const { web, ana, ada } = await open();
    await make(web, ana, { name: "of ana" });
    await make(web, ada, { name: "of ada" });
    const names = async (as: As, all?: string) =>
      (
        (await web.call("listTokens", as, { query: all ? { all } : {} })).body.items as ApiToken[]
      ).map(({ name }) => name);
    expect(await names(ana)).toEqual(["of ana"]);
    expect(await names(ada, "false")).toEqual(["of ada"]);
    expect(await names(ada, "true")).toEqual(["of ada", "of ana"]);
    expect((await web.call("listTokens", ana, { query: { all: "true" } })).status).toBe(403);
  });
});
