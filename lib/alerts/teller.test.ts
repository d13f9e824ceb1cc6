import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { attention, NOW_MS, openAlerts, startReceiver } from "../testing/alerts.ts";
import { VERSION } from "../process/version.ts";
import { presentStanding } from "./standing.ts";
import type { Sight } from "./teller.ts";

const paused = attention({ kind: "queue-paused", subject: "net", message: "Queue net is paused." });

/** A webhook that has been told of one alert. */
async function openTold() {
  const alerts = await openAlerts();
  const receiver = await startReceiver();
  const webhook = await alerts.add(receiver.url);
  await alerts.tell(0, attention());
  await alerts.tell(15, attention());
  expect(receiver.got).toHaveLength(1);
  return { ...alerts, receiver, webhook };
}

describe("an alert", () => {
  it("is told once it has stood for fifteen seconds, once, and when it is over", async () => {
    const { tell, add, standingOf } = await openAlerts();
    const { url, got } = await startReceiver();
    const { id } = await add(url);
    await tell(0, attention());
    await tell(14.999, attention());
    expect(got).toEqual([]);
    expect(presentStanding(await standingOf(id))).toMatchObject({ state: "waiting", at: null });

    await tell(15, attention());
    await tell(25, attention());
    expect(got.map(({ body }) => body)).toMatchObject([
      {
        event: "alerts.changed",
        opened: [{ kind: "no-executor", subject: "mail", since: "2026-11-24T10:00:00.000Z" }],
        resolved: [],
        failedJobs: null,
      },
    ]);
    expect(presentStanding(await standingOf(id))).toEqual({
      state: "delivered",
      at: "2026-11-24T10:00:15.000Z",
      status: 200,
      error: null,
      failures: 0,
      nextTryAt: null,
    });

    await tell(35);
    await tell(45);
    expect(got.slice(1).map(({ body }) => body)).toMatchObject([
      {
        opened: [],
        resolved: [{ subject: "mail", since: got[0]!.body.opened[0]!.since }],
      },
    ]);
  });

  it("that is gone before it has stood is never told, and stands from its return on", async () => {
    const { tell, add } = await openAlerts();
    const { url, got } = await startReceiver();
    await add(url);
    await tell(0, attention());
    await tell(10);
    await tell(20, attention());
    await tell(30, attention());
    expect(got).toEqual([]);
    await tell(35, attention());
    expect(got).toHaveLength(1);
  });

  it("is told to a new webhook, too, when it has been open for long", async () => {
    const { tell, add } = await openTold();
    const { url, got } = await startReceiver();
    await add(url);
    await tell(25, attention());
    expect(got).toMatchObject([{ body: { opened: [{ subject: "mail" }] } }]);
  });

  it("is told to those who want its kind", async () => {
    const { tell, add } = await openAlerts();
    const [all, some] = [await startReceiver(), await startReceiver()];
    await add(all.url);
    await add(some.url, ["queue-paused"]);
    await tell(0, attention(), paused);
    await tell(20, attention(), paused);
    await tell(30);
    const told = ({ got }: typeof all) =>
      got.map(({ body }) => [...body.opened, ...body.resolved].map(({ subject }) => subject));
    expect(told(all)).toEqual([
      ["mail", "net"],
      ["mail", "net"],
    ]);
    expect(told(some)).toEqual([["net"], ["net"]]);
  });
});

it("a delivery is a POST of JSON, signed with the secret, and each has an id of its own", async () => {
  const { receiver, webhook, tell } = await openTold();
  await tell(25);
  const [first, second] = receiver.got as [(typeof receiver.got)[0], (typeof receiver.got)[0]];
  expect(first).toMatchObject({
    method: "POST",
    url: "/services/T000/hidden-path?key=hidden-query",
    headers: { "content-type": "application/json", "user-agent": `Carillon/${VERSION}` },
  });
  const {
    "webhook-id": id,
    "webhook-timestamp": at,
    "webhook-signature": signature,
  } = first.headers;
  expect(at).toBe(String(NOW_MS / 1_000 + 15));
  const key = Buffer.from(webhook.secret.replace("whsec_", ""), "base64");
  const expected = createHmac("sha256", key).update(`${id}.${at}.${first.text}`).digest("base64");
  expect(signature).toBe(`v1,${expected}`);
  expect(second.headers["webhook-id"]).not.toBe(id);
});

describe("an address that does not take it", () => {
  it("is tried again after 10 s, doubled up to 10 min, and told what is so then", async () => {
    const { tell, add, standingOf } = await openAlerts();
    const { url, got, answering } = await startReceiver({ status: 500 });
    const { id } = await add(url);
    await tell(0, attention());
    const delays: number[] = [];
    for (let seconds = 20; delays.length < 8;) {
      await tell(seconds, attention());
      const { state, failures, nextTryAt, ...rest } = presentStanding(await standingOf(id));
      expect({ state, failures, ...rest }).toMatchObject({
        state: "failing",
        failures: delays.length + 1,
        status: 500,
        error: "It answered 500.",
      });
      delays.push((Date.parse(nextTryAt!) - NOW_MS) / 1_000 - seconds);
      seconds += delays.at(-1)!;
      await tell(seconds - 0.001, attention());
      expect(got).toHaveLength(delays.length);
    }
    expect(delays).toEqual([10, 20, 40, 80, 160, 320, 600, 600]);

    // The first is over by now, and was never told: there is nothing to say of it.
    answering.status = 204;
    await tell(5_000, paused);
    await tell(5_020, paused);
    expect(got.slice(8)).toMatchObject([{ body: { opened: [{ subject: "net" }], resolved: [] } }]);
    expect(await standingOf(id)).toMatchObject({ failures: 0, nextTryMs: null });
  });

  it("waits for nothing when there is nothing left to tell", async () => {
    const { tell, add, standingOf } = await openAlerts();
    const { url, got } = await startReceiver({ status: 500 });
    const { id } = await add(url);
    await tell(0, attention());
    await tell(15, attention());
    await tell(25);
    expect(got).toHaveLength(1);
    const delivery = presentStanding(await standingOf(id));
    expect(delivery).toMatchObject({ state: "failing", failures: 1, nextTryAt: null });
  });

  it("holds up none of the others", async () => {
    const { tell, add } = await openAlerts();
    const good = await startReceiver();
    const waiting = { release: () => {} };
    const slow = await startReceiver({
      before: () => new Promise((resolve) => (waiting.release = resolve)),
    });
    await add(slow.url);
    await add(good.url);
    await tell(0, attention());
    const telling = tell(15, attention());
    await expect.poll(() => [slow.got.length, good.got.length]).toEqual([1, 1]);
    waiting.release();
    await telling;
  });

  it.each([
    [301, "It answered 301, a redirect, which is not followed."],
    [307, "It answered 307, a redirect, which is not followed."],
    [404, "It answered 404."],
  ])("fails with %d, and is followed nowhere", async (status, error) => {
    const { tell, add, standingOf } = await openAlerts();
    const elsewhere = await startReceiver();
    const { url } = await startReceiver({ status, headers: { location: elsewhere.url } });
    const { id } = await add(url);
    await tell(0, attention());
    await tell(15, attention());
    expect(presentStanding(await standingOf(id))).toMatchObject({ status, error });
    expect(elsewhere.got).toEqual([]);
  });

  it("is refused when its name leads to an address that is not public, and says what allows it", async () => {
    const { tell, add, standingOf } = await openAlerts({ allow: "" });
    const { url, got } = await startReceiver();
    const named = await add(url.replace("127.0.0.1", "localhost"));
    const literal = await add(url);
    await tell(0, attention());
    await tell(15, attention());
    for (const { id } of [named, literal])
      expect(presentStanding(await standingOf(id))).toMatchObject({
        state: "failing",
        status: null,
        error: expect.stringMatching(
          /not a public address\. Allow it by CARILLON_OUTGOING_ALLOW/,
        ) as string,
      });
    expect(got).toEqual([]);
  });

  it("says why it cannot be reached, and nothing of the address but its host", async () => {
    const { tell, add, standingOf, log } = await openAlerts();
    const { id } = await add("http://127.0.0.1:1/hidden-path?key=hidden-query");
    await tell(0, attention());
    await tell(15, attention());
    expect((await standingOf(id)).lastTry?.error).toBe("connect ECONNREFUSED 127.0.0.1:1");
    expect(log.join("")).toContain("could not be told");
    expect(log.join("")).not.toMatch(/hidden|whsec/);
  });
});

describe("several at once", () => {
  const together = async ({ newTeller }: Awaited<ReturnType<typeof openAlerts>>, sight: Sight) => {
    const tellers = await Promise.all(Array.from({ length: 4 }, newTeller));
    await Promise.all(tellers.map((teller) => teller.tell(sight)));
  };

  it("tell a webhook once that is new to what stands", async () => {
    const told = await openTold();
    const { url, got } = await startReceiver();
    const { id } = await told.add(url);
    await together(told, { nowMs: NOW_MS + 25_000, attention: [attention()] });
    expect(got).toHaveLength(1);
    expect(await told.standingOf(id)).toMatchObject({ told: [{ subject: "mail" }], failures: 0 });
  });

  it("tell once that something is over", async () => {
    const told = await openTold();
    await together(told, { nowMs: NOW_MS + 25_000, attention: [] });
    expect(told.receiver.got).toHaveLength(2);
    expect((await told.standingOf(told.webhook.id)).told).toEqual([]);
  });

  it("wait for one that tells, and no longer when it has died over it", async () => {
    const { tell, webhooks, receiver, webhook } = await openTold();
    const dead = await webhooks.claim((await webhooks.find(webhook.id))!, NOW_MS + 25_000);
    await tell(26);
    expect(receiver.got).toHaveLength(1);
    await tell(40);
    expect(receiver.got.slice(1)).toMatchObject([{ body: { resolved: [{ subject: "mail" }] } }]);
    // It was not dead after all: what has happened since stays.
    expect(await webhooks.settle(dead!, (standing) => ({ ...standing, failures: 7 }))).toBeNull();
  });
});

describe("an operator's hand", () => {
  it("turns a webhook off at once, and on as one that is new", async () => {
    const { tell, webhooks, receiver, webhook, standingOf } = await openTold();
    await webhooks.change(webhook.id, { isEnabled: false }, NOW_MS + 16_000);
    await tell(25);
    await tell(35, attention());
    expect(receiver.got).toHaveLength(1);
    await webhooks.change(webhook.id, { isEnabled: true }, NOW_MS + 40_000);
    expect(await standingOf(webhook.id)).toMatchObject({
      told: [],
      failedSinceMs: NOW_MS + 40_000,
    });
    await tell(50, attention());
    expect(receiver.got.slice(1)).toMatchObject([{ body: { opened: [{ subject: "mail" }] } }]);
  });

  it.each([
    ["turns one off", { isEnabled: false }],
    ["gives it another address", { url: "https://hooks.example.org/other" }],
  ])("holds when it %s while it is told", async (_, change) => {
    const { tell, webhooks, receiver, webhook, standingOf } = await openTold();
    receiver.answering.before = async () => {
      await webhooks.change(webhook.id, change, NOW_MS + 25_001);
    };
    await tell(25);
    expect(receiver.got).toHaveLength(2);
    expect(await webhooks.find(webhook.id)).toMatchObject(change);
    expect(await standingOf(webhook.id)).toMatchObject({ told: [], lastTry: null, claim: null });
  });

  it("removes one while it is told, for good", async () => {
    const { tell, webhooks, receiver, webhook } = await openTold();
    receiver.answering.before = async () => void (await webhooks.remove(webhook.id));
    await tell(25);
    expect(await webhooks.list()).toEqual([]);
  });

  it("renames one while it is told, and it counts as told", async () => {
    const { tell, webhooks, receiver, webhook } = await openTold();
    receiver.answering.before = async () => {
      await webhooks.change(webhook.id, { name: "other" }, NOW_MS + 25_001);
    };
    await tell(25);
    expect(await webhooks.find(webhook.id)).toMatchObject({
      name: "other",
      standing: { told: [] },
    });
  });
});
