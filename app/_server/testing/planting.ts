import { expect } from "vitest";
import { loadConfig } from "@/lib/config.ts";
import { connectRedis } from "@/lib/redis/connection.ts";
import { until } from "@/lib/testing/until.ts";
import { argsOf } from "./canaries.ts";
import type { Listening } from "./listening.ts";

const HOUR_MS = 3_600_000;

export async function workOnJobs({ ask, idOf, canaries, ended }: Listening) {
  const body = (at: string, more: object = {}, isKept = true) => ({
    job: "tell",
    args: { ...argsOf(canaries, at, { isKept }), ...more },
  });
  const twice = { body: body("a repeated request"), headers: { "idempotency-key": "k" } };
  expect(await idOf("createJob", twice)).toBe(await idOf("createJob", twice));
  const failed = await idOf("createJob", { body: body("a job that fails", { fails: true }) });
  const later = await idOf("createJob", {
    body: { ...body("replaced", {}, false), delayMs: HOUR_MS, unique: { key: "a" } },
  });
  const replacing = { ...body("one in its place"), unique: { key: "a", onConflict: "replace" } };
  await ask("createJob", { body: replacing }, 201);
  await ask("rescheduleJob", { params: { id: later }, body: { delayMs: HOUR_MS } });
  await ask("reprioritiseJob", { params: { id: later }, body: { priority: 2 } });
  await ask("runJobNow", { params: { id: later } });
  const cancelled = await idOf("createJob", { body: { ...body("cancelled"), delayMs: HOUR_MS } });
  await ask("cancelJob", { params: { id: cancelled } });
  const deleted = await idOf("createJob", {
    body: { ...body("deleted", {}, false), delayMs: HOUR_MS },
  });
  await ask("cancelJob", { params: { id: deleted } });
  await ask("deleteJob", { params: { id: deleted } });
  const { batch } = await ask(
    "createBatch",
    {
      body: {
        name: `of https://ana:${canaries.plant("a batch's name")}@example.org`,
        jobs: [body("a batch")],
        callback: body("a callback"),
      },
    },
    201,
  );
  await ask(
    "createFlow",
    { body: { jobs: { first: body("a flow"), second: { ...body("its end"), after: ["first"] } } } },
    201,
  );
  await ended();
  await ask("retryJob", { params: { id: failed } });
  await ended();
  return { failed, batch: (batch as { id: string }).id };
}

export async function workOnSchedules({ ask, canaries }: Listening) {
  const [params, every] = [{ id: "s" }, HOUR_MS];
  const url = (place: string, isKept = true) =>
    `see https://ana:${canaries.plant(place, { isKept })}@example.org`;
  const startAt = new Date(Date.now() - 3 * HOUR_MS).toISOString();
  const first = { job: "tell", args: argsOf(canaries, "revision 1"), every, startAt };
  const made = await ask("createSchedule", { body: { id: "s", ...first } }, 201);
  const second = { ...first, args: argsOf(canaries, "revision 2") };
  await ask("putSchedule", { params, body: second });
  await ask("putSchedule", { params, body: second, headers: { "if-match": '"1"' } }, 412);
  const kept = { ...second, args: { ...(made.args as object), user: "bea" } };
  expect(await ask("putSchedule", { params, body: kept })).toMatchObject({ revision: 3 });
  await ask("patchSchedule", { params, body: { args: argsOf(canaries, "revision 4") } });
  await ask("pauseSchedule", {
    params,
    body: { reason: url("the reason of a pause that is over", false) },
  });
  await ask("getSchedule", { params });
  await ask("resumeSchedule", { params, body: {} });
  const { next } = await ask("skipNext", {
    params,
    body: { reason: url("the reason of a skip that was taken back", false) },
  });
  const [plannedAt] = next as string[];
  await ask("unskip", { params, body: { plannedAt } });
  await ask("skipNext", { params, body: { reason: url("a skip's reason") } });
  await ask("triggerSchedule", { params }, 201);
  const to = new Date(Date.now() - 1_000).toISOString();
  for (const dryRun of [true, false])
    await ask("backfillSchedule", { params, body: { from: startAt, to, dryRun } });
  await ask("restoreSchedule", { params, body: { revision: 1 } });
  await ask("cancelSchedule", { params, body: {} });
  await ask("listSchedules", { query: { which: "cancelled" } });
  await ask("restoreSchedule", { params, body: {} });
  await ask("pauseSchedule", { params, body: { reason: url("a pause's reason") } });
  await ask("previewSchedule", { body: { every } });
}

export async function workOnTheRest({ ask, idOf, canaries, web }: Listening) {
  const url = (place: string) => `https://ana:${canaries.plant(place)}@example.org`;
  const queue = { name: "default" };
  await ask("resumeQueue", { params: queue });
  await ask("pauseQueue", { params: queue, body: { reason: url("a queue's pause") } });
  await ask("limitQueue", { params: queue, body: { concurrency: 5, rate: null } });
  const operation = await idOf("startOperation", {
    body: {
      action: "retry",
      filter: { q: url("the text of an operation") },
      reason: url("an operation's reason"),
    },
  });
  // It may be done by then.
  await ask("abortOperation", { params: { id: operation } }, [200, 409]);
  await until(
    "the operation",
    () => web.service.getOperation(operation),
    ({ state }) => state === "done" || state === "aborted",
  );

  const password = () => `${canaries.plant("a password", { isKept: false })} and more`;
  const user = { name: "bea", role: "admin", password: password() };
  await ask("createUser", { body: user }, 201);
  await ask("signIn", { body: { name: "bea", password: user.password } });
  await ask("signIn", { body: { name: "bea", password: password() } }, 422);
  await ask("signIn", { body: { token: canaries.plant("a wrong token", { isKept: false }) } }, 422);
  const bea = await web.sessionOf("bea");
  const change = { present: user.password, password: password() };
  await ask("changePassword", { body: change, as: bea });
  await ask("signOutEverywhere", { as: await web.sessionOf("bea") });
  await ask("changeUser", { params: { name: "bea" }, body: { role: "viewer" } });
  await ask("signOutUser", { params: { name: "bea" } });
  const token = await ask("createToken", { body: { name: "t" } }, 201);
  canaries.add("an API token", String(token.secret));
  const feed = await ask("createCalendarFeed", { body: { name: "all" } }, 201);
  canaries.add("a feed's address", String(feed.path).split("token=")[1]!);
  return { operation, tokenId: (token.token as { id: string }).id, feed };
}

/** Of these the address is a secret, too. Nothing is sent: what the name leads to is refused when it is connected to. */
export async function workOnAlerts({ ask, canaries }: Listening) {
  const url = (place: string, isKept = false) =>
    `http://localhost:9/${canaries.plant(place, { isKept })}?key=${canaries.plant(place, { isKept })}`;
  const made = await ask(
    "createAlertWebhook",
    { body: { name: "chat", url: url("a webhook's first address") } },
    201,
  );
  canaries.add("a webhook's secret", String(made.secret));
  const params = { id: (made.webhook as { id: string }).id };
  const second = { url: url("a webhook's address", true) };
  await ask("changeAlertWebhook", { params, body: second });
  expect(await ask("testAlertWebhook", { params })).toMatchObject({ isDelivered: false });
  const own = { name: "chat", url: url("a refused webhook").replace("localhost", "127.0.0.1") };
  await ask("createAlertWebhook", { body: own }, 422);
  await ask("createAlertWebhook", { body: { ...own, url: own.url.slice(7) } }, 422);
  await ask("changeAlertWebhook", { params, body: { url: `${second.url}#more` } }, 422);
  return params;
}

/** What is refused is answered, too, and may quote what was sent. */
export async function beRefused({ ask, canaries, said, logger }: Listening) {
  const at = (place: string) => argsOf(canaries, place, { isKept: false });
  const wrong = { ...at("refused"), user: 5, address: 7 };
  await ask("createJob", { body: { job: "tell", args: wrong } }, 422);
  await ask("createBatch", { body: { jobs: [{ job: "tell", args: wrong }] } }, 422);
  await ask("createSchedule", { body: { job: "tell", args: wrong, every: HOUR_MS } }, 422);
  const odd = { ...at("refused"), password: [canaries.plant("a wrong type", { isKept: false })] };
  await ask("patchSchedule", { params: { id: "s" }, body: { args: odd } }, 422);
  const copied = { ...at("a copy"), password: "[redacted]" };
  const refused = await ask("createJob", { body: { job: "tell", args: copied } }, 422);
  expect(refused.errors).toEqual([
    { path: "args.password", message: expect.stringContaining("type it again") as string },
  ]);
  const setting = canaries.plant("a refused setting", { isKept: false });
  const settings = { REDIS_URL: `redi://:${setting}@host`, CARILLON_ADMIN_TOKEN: setting.slice(2) };
  try {
    loadConfig({ ...process.env, ...settings });
    expect.unreachable("they must be refused");
  } catch (error) {
    said.set("refused settings", String(error));
  }
  const password = canaries.plant("the password of Redis", { isKept: false });
  const redis = connectRedis({ url: `redis://:${password}@127.0.0.1:1`, role: "worker", logger });
  await new Promise((resolve) => redis.once("error", resolve));
  redis.disconnect();
}
