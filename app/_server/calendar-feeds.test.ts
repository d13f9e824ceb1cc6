import ICAL from "ical.js";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { GET as readFeed } from "../api/v1/calendar.ics/route.ts";
import { DELETE as revoke } from "../api/v1/calendar-feeds/[id]/route.ts";
import { GET as list, POST as create } from "../api/v1/calendar-feeds/route.ts";
import type { CalendarFeedCreated, CalendarFeedList } from "@/lib/api/calendar-feeds.ts";
import type { Problem } from "@/lib/api/problem.ts";
import { hashSecret } from "@/lib/auth/secrets.ts";
import { untilReady } from "@/lib/redis/connection.ts";
import { noted } from "@/lib/testing/sample-jobs.ts";
import { testRedisUrl, uniquePrefix } from "@/lib/testing/redis.ts";
import { backend, closeBackend } from "./backend.ts";

const TOKEN = "a-token-of-the-tests-0123456789";
const HOST = "127.0.0.1:3000";
const noParams = { params: Promise.resolve({}) };

/** The web process on a prefix of its own; it is one, so it is opened anew for each test. */
async function openWeb() {
  vi.stubEnv("REDIS_URL", testRedisUrl("web"));
  vi.stubEnv("CARILLON_PREFIX", uniquePrefix());
  vi.stubEnv("CARILLON_ADMIN_TOKEN", TOKEN);
  vi.stubEnv("LOG_LEVEL", "silent");
  onTestFinished(async () => {
    await closeBackend();
    delete (globalThis as Record<symbol, unknown>)[Symbol.for("carillon.backend")];
    vi.unstubAllEnvs();
  });
  const web = backend();
  await untilReady(web.redis);
  return web;
}

function requestTo(path: string, init: RequestInit = {}): Request {
  const headers = new Headers(init.headers);
  headers.set("host", HOST);
  return new Request(`http://${HOST}${path}`, { ...init, headers });
}

function signed(path: string, method = "GET", body?: unknown, more: Record<string, string> = {}) {
  const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json", ...more };
  return requestTo(path, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

async function makeFeed(body: object = { name: "all" }): Promise<CalendarFeedCreated> {
  const answer = await create(signed("/api/v1/calendar-feeds", "POST", body), noParams);
  expect(answer.status).toBe(201);
  return (await answer.json()) as CalendarFeedCreated;
}

const listed = async () =>
  (await (await list(signed("/api/v1/calendar-feeds"), noParams)).json()) as CalendarFeedList;

async function schedule(id: string, queue: string) {
  const { service } = backend();
  const job = noted([]);
  await service.createSchedule({ id, queue, job, args: { n: 1 }, cron: "30 2 * * *" });
}

describe("a calendar feed", () => {
  it("is read with nothing but its address, by calendar programs", async () => {
    await openWeb();
    await schedule("nightly", "default");
    const { path, name } = await makeFeed({ name: "Night; shift, 🔔", timeZone: "Europe/Berlin" });
    const answer = await readFeed(requestTo(path));
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    expect(answer.headers.get("cache-control")).toContain("private");
    const calendar = new ICAL.Component(ICAL.parse(await answer.text()) as never);
    expect(name).toBe("Night; shift, 🔔");
    expect(calendar.getFirstPropertyValue("x-wr-timezone")).toBe("Europe/Berlin");
    const [event] = calendar.getAllSubcomponents("vevent");
    expect(event!.getFirstPropertyValue("summary")).toBe("nightly");
    expect(event!.getFirstPropertyValue("url")).toBe(`http://${HOST}/schedules/nightly`);
  });

  it("holds no event that its name smuggles in", async () => {
    await openWeb();
    await schedule("nightly", "default");
    const name = "x\r\nEND:VCALENDAR\r\nBEGIN:VCALENDAR\nBEGIN:VEVENT\rSUMMARY:evil";
    const { path } = await makeFeed({ name });
    const text = await (await readFeed(requestTo(path))).text();
    expect(text.match(/[\r\n](BEGIN|END):VCALENDAR/g)).toHaveLength(1);
    expect(text).not.toMatch(/[\r\n]SUMMARY:evil/);
    expect(text.match(/\r(?!\n)|(?<!\r)\n/)).toBeNull();
  });

  it("is answered with 304 while nothing has changed", async () => {
    await openWeb();
    await schedule("nightly", "default");
    const { path } = await makeFeed();
    const etag = (await readFeed(requestTo(path))).headers.get("etag")!;
    const ask = (known: string) =>
      readFeed(requestTo(path, { headers: { "if-none-match": known } }));
    const again = await ask(`"other", W/${etag}`);
    expect(again.status).toBe(304);
    expect(await again.text()).toBe("");
    expect(again.headers.get("etag")).toBe(etag);
    expect((await ask('"other"')).status).toBe(200);
  });

  it("holds what it was made for alone", async () => {
    await openWeb();
    await schedule("nightly", "reports");
    await schedule("digest", "mail");
    const named = async (body: object) => {
      const text = await (await readFeed(requestTo((await makeFeed(body)).path))).text();
      return [...new Set([...text.matchAll(/^SUMMARY:(.*)\r$/gm)].map(([, summary]) => summary))];
    };
    expect(await named({ name: "mail", queue: "mail" })).toEqual(["digest"]);
    expect(await named({ name: "one", schedule: "nightly" })).toEqual(["nightly"]);
    expect(new Set(await named({ name: "all" }))).toEqual(new Set(["digest", "nightly"]));
  });

  it("links to the name it was asked by, also behind a proxy that speaks TLS", async () => {
    await openWeb();
    await schedule("nightly", "default");
    const { path } = await makeFeed();
    const headers = { "x-forwarded-proto": "https" };
    const text = await (await readFeed(requestTo(path, { headers }))).text();
    expect(text).toContain(`URL:https://${HOST}/schedules/nightly\r\n`);
  });

  it("is gone once it is revoked", async () => {
    await openWeb();
    const { id, path } = await makeFeed();
    const params = { params: Promise.resolve({ id }) };
    const remove = () => revoke(signed(`/api/v1/calendar-feeds/${id}`, "DELETE", {}), params);
    expect((await remove()).status).toBe(200);
    expect((await listed()).items).toEqual([]);
    const answer = await readFeed(requestTo(path));
    expect(answer.status).toBe(404);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(((await answer.json()) as Problem).code).toBe("not_found");
    expect((await remove()).status).toBe(404);
  });

  it.each([
    ["no token", ""],
    ["an empty one", "?token="],
    ["a wrong one", `?token=${"A".repeat(43)}`],
    ["the admin's", `?token=${TOKEN}`],
    ["what is no token", "?token=__proto__"],
  ])("is not found with %s", async (_, query) => {
    await openWeb();
    await makeFeed();
    expect((await readFeed(requestTo(`/api/v1/calendar.ics${query}`))).status).toBe(404);
  });

  it("lets the right token in, however many wrong ones have come", async () => {
    await openWeb();
    const { path } = await makeFeed();
    const wrong = () => readFeed(requestTo(`/api/v1/calendar.ics?token=${"B".repeat(43)}`));
    const statuses: number[] = [];
    for (let n = 0; n < 70; n++) statuses.push((await wrong()).status);
    expect(statuses.at(-1)).toBe(429);
    expect((await wrong()).headers.get("retry-after")).toBe("60");
    expect((await readFeed(requestTo(path))).status).toBe(200);
  });

  it("is kept as a hash, and the list tells who made it and when it was read, but no secret", async () => {
    const { redis, config } = await openWeb();
    const { id, path } = await makeFeed({ name: "mine", queue: "mail" });
    expect((await listed()).items).toMatchObject([
      { id, name: "mine", queue: "mail", schedule: null, createdBy: "admin-token", usedAt: null },
    ]);
    await readFeed(requestTo(path));
    const found = await listed();
    expect(Date.now() - Date.parse(found.items[0]!.usedAt!)).toBeLessThan(60_000);
    const token = new URLSearchParams(path.split("?")[1]).get("token")!;
    const kept = await redis.hgetall(`{${config.prefix}}:feeds`);
    expect(Object.keys(kept)).toEqual([hashSecret(token)]);
    expect(JSON.stringify([kept, found])).not.toContain(token);
  });

  it("is one of a hundred at most", async () => {
    await openWeb();
    for (let n = 0; n < 100; n++) await makeFeed({ name: `feed ${n}` });
    const answer = await create(signed("/api/v1/calendar-feeds", "POST", { name: "x" }), noParams);
    expect(answer.status).toBe(409);
    expect((await listed()).items).toHaveLength(100);
  });

  it("is not made again by an Idempotency-Key, since its secret is kept nowhere", async () => {
    await openWeb();
    const request = signed(
      "/api/v1/calendar-feeds",
      "POST",
      { name: "x" },
      { "idempotency-key": "k" },
    );
    const answer = await create(request, noParams);
    expect(answer.status).toBe(422);
    expect((await listed()).items).toEqual([]);
  });

  it.each([
    ["a name that is blank", { name: "  " }, "name"],
    ["a name that is too long", { name: "x".repeat(101) }, "name"],
    ["a zone that is none", { name: "x", timeZone: "Mars/Phobos" }, "timeZone"],
    ["a queue that cannot be", { name: "x", queue: "../etc" }, "queue"],
    ["what is not known", { name: "x", token: "mine" }, "token"],
  ])("is refused with %s", async (_, body, field) => {
    await openWeb();
    const answer = await create(signed("/api/v1/calendar-feeds", "POST", body), noParams);
    expect(answer.status).toBe(422);
    expect(((await answer.json()) as Problem).errors.map(({ path }) => path)).toEqual([field]);
  });
});
