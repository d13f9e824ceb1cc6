import { describe, expect, it, onTestFinished, vi } from "vitest";
import { alertsIn } from "@/lib/alerts/alert.ts";
import type { AlertList, AlertWebhook, AlertWebhookList } from "@/lib/api/alerts.ts";
import { newestOf } from "@/lib/testing/auth.ts";
import { openAlerts, startReceiver } from "@/lib/testing/alerts.ts";
import { testRedisUrl } from "@/lib/testing/redis.ts";
import { closeBackend } from "./backend.ts";
import { start } from "./start.ts";
import { plant } from "./testing/planted.ts";
import { ADMIN, type As, openWeb, type Web } from "./testing/web.ts";

const ADDRESS = "https://hooks.example.org/services/T000/hidden-path?key=hidden-query";
const OWN = { settings: { CARILLON_OUTGOING_ALLOW: "127.0.0.1" } };

async function make(web: Web, body: object = {}, as: As = ADMIN) {
  const sent = { body: { name: "chat", url: ADDRESS, ...body } };
  const answer = await web.call("createAlertWebhook", as, sent);
  const { webhook, secret } = answer.body as unknown as { webhook: AlertWebhook; secret: string };
  return { ...answer, webhook, secret, params: { id: webhook?.id } };
}

const listed = async (web: Web) =>
  ((await web.call("listAlertWebhooks", ADMIN)).body as unknown as AlertWebhookList).items;

describe("an alert webhook", () => {
  it("is made with a secret that is told once, and only the origin of its address is shown", async () => {
    const web = await openWeb();
    const { status, text, webhook, secret } = await make(web);
    expect(status).toBe(201);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(webhook).toMatchObject({
      name: "chat",
      origin: "https://hooks.example.org",
      kinds: null,
      isEnabled: true,
      createdBy: "admin-token",
      delivery: { state: "waiting", at: null, failures: 0, nextTryAt: null },
    });
    expect(text).not.toContain("hidden");
    const list = await web.call("listAlertWebhooks", ADMIN);
    expect(list.text).not.toMatch(/hidden|whsec/);
    expect((list.body as unknown as AlertWebhookList).items).toEqual([webhook]);
  });

  it("is seen by everybody, and changed by admins alone", async () => {
    const web = await openWeb();
    await web.makeUser("ana", "operator");
    const ana = await web.sessionOf("ana");
    expect((await make(web, {}, ana)).status).toBe(403);
    const { params, webhook } = await make(web);
    const seen = await web.call("listAlertWebhooks", ana);
    expect(seen.body.items).toEqual([webhook]);
    for (const name of ["removeAlertWebhook", "testAlertWebhook"] as const)
      expect((await web.call(name, ana, { params })).status).toBe(403);
  });

  it("is changed field by field, and removed", async () => {
    const web = await openWeb();
    const { params, webhook } = await make(web, { kinds: ["no-executor", "no-executor"] });
    expect(webhook.kinds).toEqual(["no-executor"]);
    const change = async (body: object) =>
      (await web.call("changeAlertWebhook", ADMIN, { params, body })).body;
    expect(await change({ name: "pager" })).toEqual({ ...webhook, name: "pager" });
    expect(await change({ kinds: null })).toMatchObject({ kinds: null, name: "pager" });
    expect(await change({ url: "https://other.example.org/x" })).toMatchObject({
      origin: "https://other.example.org",
    });
    const off = await change({ isEnabled: false });
    expect(off).toMatchObject({ isEnabled: false, delivery: { state: "waiting" } });
    const removed = await web.call("removeAlertWebhook", ADMIN, { params });
    expect(removed.body).toEqual(off);
    expect(await listed(web)).toEqual([]);
    expect((await web.call("removeAlertWebhook", ADMIN, { params })).status).toBe(404);
    expect(
      (await web.call("changeAlertWebhook", ADMIN, { params, body: { name: "x" } })).status,
    ).toBe(404);
  });

  it("is refused at an address that is not public, by its field and with what allows it", async () => {
    const web = await openWeb();
    const refused = await make(web, { url: "http://127.0.0.1:8080/hidden" });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ path: "url" }] } });
    expect(refused.text).toContain("CARILLON_OUTGOING_ALLOW");
    expect(refused.text).not.toContain("hidden");
    const { params } = await make(web);
    const body = { url: "http://[::1]/hidden" };
    expect((await web.call("changeAlertWebhook", ADMIN, { params, body })).status).toBe(422);
  });

  it("may be at one that is allowed", async () => {
    const web = await openWeb(OWN);
    expect((await make(web, { url: "http://127.0.0.1:8080/hidden" })).status).toBe(201);
  });

  it("is one of twenty at most", async () => {
    const web = await openWeb();
    for (let made = 0; made < 20; made++) expect((await make(web)).status).toBe(201);
    const refused = await make(web);
    expect(refused).toMatchObject({ status: 409, body: { code: "conflict" } });
    expect(refused.body.detail).toContain("Remove one");
    expect(await listed(web)).toHaveLength(20);
  });

  it("stands in the audit log with what was done to it, without its address and secret", async () => {
    const web = await openWeb();
    const { params } = await make(web);
    await web.call("changeAlertWebhook", ADMIN, { params, body: { name: "pager" } });
    await web.call("testAlertWebhook", ADMIN, { params: { id: "0".repeat(16) } });
    await web.call("removeAlertWebhook", ADMIN, { params });
    const entries = await newestOf(web.audit, 10);
    expect(entries.map(({ action, target }) => [action, target]).toReversed()).toEqual([
      ["createAlertWebhook", `alert-webhooks ${params.id}`],
      ["changeAlertWebhook", `alert-webhooks ${params.id}`],
      ["testAlertWebhook", `alert-webhooks ${"0".repeat(16)}`],
      ["removeAlertWebhook", `alert-webhooks ${params.id}`],
    ]);
    const changed = entries[2]!;
    expect(JSON.parse(changed.before)).toMatchObject({ name: "chat" });
    expect(JSON.parse(changed.after)).toMatchObject({ name: "pager" });
    expect(JSON.stringify(entries)).not.toMatch(/hidden|whsec/);
  });
});

describe("a test of a webhook", () => {
  it("is sent at once, tells how it went, and changes nothing", async () => {
    const web = await openWeb(OWN);
    const receiver = await startReceiver({ status: 202 });
    const { params } = await make(web, { url: receiver.url });
    const before = await web.alertWebhooks.find(params.id);
    const { body, text } = await web.call("testAlertWebhook", ADMIN, { params });
    expect(body).toMatchObject({ isDelivered: true, status: 202, error: null });
    expect(text).not.toContain("a secret");
    expect(receiver.got).toMatchObject([{ body: { event: "test", opened: [], resolved: [] } }]);
    receiver.answering.status = 500;
    expect((await web.call("testAlertWebhook", ADMIN, { params })).body).toMatchObject({
      isDelivered: false,
      status: 500,
      error: "It answered 500.",
    });
    expect(await web.alertWebhooks.find(params.id)).toEqual(before);
  });
});

describe("the list of alerts", () => {
  it("has what needs a person now, and since when, once a look has found it", async () => {
    const web = await openWeb();
    await plant(web);
    const list = async () => (await web.call("listAlerts", ADMIN)).body as unknown as AlertList;
    const { items } = await list();
    expect(items).toMatchObject([{ kind: "no-scheduler", href: "/workers", since: null }]);
    await web.seenAlerts.note(alertsIn(items), Date.parse("2026-11-24T10:00:00Z"));
    expect((await list()).items).toMatchObject([{ since: "2026-11-24T10:00:00.000Z" }]);
  });
});

it("the web process tells of alerts when no scheduler lives, and stops when it is told to", async () => {
  const receiver = await startReceiver();
  const { prefix, add, seen, redis } = await openAlerts();
  await add(receiver.url);
  const noScheduler = { kind: "no-scheduler", subject: "Scheduler" } as const;
  await seen.note([{ ...noScheduler, message: "", detail: "", href: "" }], Date.now() - 60_000);
  vi.stubEnv("REDIS_URL", testRedisUrl("web"));
  vi.stubEnv("CARILLON_PREFIX", prefix);
  vi.stubEnv("CARILLON_OUTGOING_ALLOW", "127.0.0.1");
  vi.stubEnv("LOG_LEVEL", "silent");
  const handlers = new Map<string | symbol, () => void>();
  vi.spyOn(process, "once").mockImplementation((event, handler) => {
    handlers.set(event, handler as () => void);
    return process;
  });
  const exit = vi.spyOn(process, "exit").mockReturnValue(undefined as never);
  onTestFinished(async () => {
    await closeBackend();
    delete (globalThis as Record<symbol, unknown>)[Symbol.for("carillon.backend")];
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });
  await start();
  await expect.poll(() => receiver.got.length).toBe(1);
  expect(receiver.got[0]!.body).toMatchObject({
    installation: null,
    opened: [{ kind: "no-scheduler", subject: "Scheduler", url: "/workers" }],
  });
  handlers.get("SIGTERM")!();
  await expect.poll(() => exit.mock.calls, { timeout: 5_000 }).toEqual([[0]]);
  const connections = (await redis.client("LIST")) as string;
  expect(connections).not.toMatch(/name=carillon-alerts/);
});
