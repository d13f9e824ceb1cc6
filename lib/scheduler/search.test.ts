import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JobFilter, ListJobs } from "../api/jobs.ts";
import type { CarillonError } from "../errors.ts";
import { jobIdOf } from "../jobs/names.ts";
import type { JobBody } from "../queue/record.ts";
import { ackOf, jobRecord } from "../testing/engine.ts";
import { openRedis, testRedisUrl, uniquePrefix } from "../testing/redis.ts";
import { listJobs } from "./read-jobs.ts";
import { SCAN_BUDGET } from "./scan-jobs.ts";
import { Store } from "./store.ts";

const HOUR_MS = 3_600_000;

async function openStore() {
  const store = new Store(await openRedis(testRedisUrl()), uniquePrefix());
  await store.ready();
  return store;
}

/** Makes a job, and answers its id. */
async function add(
  store: Store,
  content: Partial<JobBody>,
  { queue = "q", ...part }: { queue?: string; due?: string; priority?: number } = {},
): Promise<string> {
  const job = jobRecord({ content, ...part });
  await store.registry.addQueue(queue);
  await store.queue(queue).enqueue(job);
  return jobIdOf({ queue, localId: job.localId });
}

/** Runs what is at the head of the line to its end. */
async function run(store: Store, outcome: "s" | "f" | "c" | null, sequence: number) {
  const turn = { executor: "e1", channel: 0, leaseMs: 60_000 };
  const queue = store.queue("q");
  const { claims, nowMs } = await queue.turn({ ...turn, sequence, want: 1, acks: [] });
  if (outcome === null) return nowMs;
  const acks = claims.map((claim) => ackOf(claim, { outcome }));
  return (await queue.turn({ ...turn, sequence: sequence + 1, want: 0, acks })).nowMs;
}

async function joined(store: Store, query: Partial<ListJobs>, budget = SCAN_BUDGET) {
  const ids: string[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await listJobs(store, { ...query, cursor }, budget);
    ids.push(...page.items.map(({ id }) => id));
    if (page.nextCursor === null) return ids;
    cursor = page.nextCursor;
  }
}

const found = async (store: Store, query: JobFilter) =>
  (await joined(store, { ...query, limit: 200 })).toSorted();

async function problems(promise: Promise<unknown>): Promise<string[]> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason as CarillonError,
  );
  return error?.fields.map(({ path }) => path) ?? [];
}

describe("a filter", () => {
  it("has on its pages, joined, what it has one by one", async () => {
    const store = await openStore();
    const made: { id: string; type: string; tags: string[]; isLater: boolean }[] = [];
    const dueMs = Date.now() + HOUR_MS;
    const jobs = Array.from({ length: 1_500 }, (_, index) => ({
      type: index % 7 === 0 ? "mail.send" : "mail.sent",
      tags: ["eu", "us", "asia"].filter((_tag, bit) => (index >> bit) % 2 === 1),
      isLater: index % 3 !== 0,
    }));
    await store.registry.addQueue("q");
    for (let at = 0; at < jobs.length; at += 500) {
      const records = jobs.slice(at, at + 500).map((job) => ({
        ...job,
        record: jobRecord({
          content: { n: job.type, g: job.tags, a: { not: "mail.send", nor: "asia" } },
          due: job.isLater ? String(dueMs) : "0",
        }),
      }));
      await store.queue("q").enqueueMany(records.map(({ record }) => record));
      for (const { record, ...job } of records)
        made.push({ ...job, id: jobIdOf({ queue: "q", localId: record.localId }) });
    }
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          type: fc.constantFrom("mail.send", "mail.sent", undefined),
          tag: fc.constantFrom("eu", "asia", "none", undefined),
          state: fc.constantFrom("ready" as const, "scheduled" as const, undefined),
        }),
        fc.integer({ min: 20, max: 200 }),
        fc.integer({ min: 100, max: 2_000 }),
        async ({ type, tag, state }, limit, most) => {
          const wanted = made.filter(
            (job) =>
              (type === undefined || job.type === type) &&
              (tag === undefined || job.tags.includes(tag)) &&
              (state === undefined || job.isLater === (state === "scheduled")),
          );
          const seen = await joined(
            store,
            { type, tag, state, limit },
            { ...SCAN_BUDGET, jobs: most },
          );
          expect(seen.toSorted()).toEqual(wanted.map(({ id }) => id).toSorted());
        },
      ),
      { numRuns: 25 },
    );
  });

  it("is refused by the name of its field", async () => {
    const store = await openStore();
    const [early, late] = ["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"];
    expect(await problems(listJobs(store, { from: late, to: early }))).toEqual(["from"]);
    expect(await problems(listJobs(store, { to: "tomorrow" }))).toEqual(["to"]);
    expect(await problems(listJobs(store, { q: "  " }))).toEqual(["q"]);
    expect(await problems(listJobs(store, { from: early, to: late }))).toEqual([]);
  });
});

describe("a range of time", () => {
  const range = (fromMs: number, toMs: number) => ({
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
  });

  it("is about when a scheduled job is due, and counts by the index", async () => {
    const store = await openStore();
    const dueMs = Date.now() + HOUR_MS;
    const [, second, third] = [
      await add(store, {}, { due: String(dueMs), priority: 9 }),
      await add(store, {}, { due: String(dueMs + 1), priority: 0 }),
      await add(store, {}, { due: String(dueMs + 2), priority: 9 }),
    ];
    const page = await listJobs(store, { state: "scheduled", ...range(dueMs + 1, dueMs + 3) });
    expect(page.items.map(({ id }) => id)).toEqual([second, third]);
    expect(page).toMatchObject({ total: 2, among: 2, lookedTo: null, nextCursor: null });
    const none = await listJobs(store, { state: "scheduled", ...range(dueMs + 3, dueMs + 9) });
    expect(none).toMatchObject({ items: [], total: 0 });
  });

  it("is about since when a ready job waits, and when a running one started", async () => {
    const store = await openStore();
    const overdueMs = Date.now() - HOUR_MS;
    const runs = await add(store, {}, { priority: 9 });
    const startedMs = await run(store, null, 1);
    const overdue = await add(store, {}, { due: String(overdueMs) });
    const fresh = await add(store, {});
    const past = range(overdueMs - 1_000, overdueMs + 1_000);
    const present = range(startedMs, startedMs + HOUR_MS);
    expect(await found(store, { state: "ready", ...past })).toEqual([]);
    expect(await found(store, { state: "ready", ...present })).toEqual([overdue, fresh].toSorted());
    expect(await found(store, { state: "running", ...present })).toEqual([runs]);
    expect(await found(store, { state: "running", ...past })).toEqual([]);
    expect((await listJobs(store, { state: "ready", ...past })).total).toBeNull();
  });

  it.each([
    ["succeeded", "s"],
    ["failed", "f"],
    ["cancelled", "c"],
  ] as const)("is about when a job has %s", async (state, outcome) => {
    const store = await openStore();
    const id = await add(store, {});
    const endedMs = await run(store, outcome, 1);
    expect(await found(store, { state, ...range(endedMs, endedMs + 1) })).toEqual([id]);
    expect(await found(store, range(endedMs, endedMs + 1))).toEqual([id]);
    expect(await found(store, { state, ...range(endedMs + 1, endedMs + 9) })).toEqual([]);
    const before = await listJobs(store, { state, ...range(endedMs - 9, endedMs) });
    expect(before).toMatchObject({ items: [], total: 0 });
  });
});

describe("a search", () => {
  it("finds a job by its whole id without looking at any other", async () => {
    const store = await openStore();
    for (let index = 0; index < 5; index++) await add(store, {});
    const id = await add(store, {}, { queue: "other" });
    const ulid = id.split("~")[1]!;
    for (const q of [id, ulid, ulid.toLowerCase(), ` ${id} `]) {
      const page = await listJobs(store, { q });
      expect(page.items.map((job) => job.id)).toEqual([id]);
      expect(page).toMatchObject({ scanned: 1, nextCursor: null });
    }
    expect((await listJobs(store, { q: id, state: "failed" })).items).toEqual([]);
  });

  it("finds jobs by the first six digits of their ids, and by no fewer", async () => {
    const store = await openStore();
    const ids = [await add(store, {}), await add(store, {}, { queue: "other" })];
    const digits = ids[0]!.split("~")[1]!.slice(0, 6);
    expect(await found(store, { q: digits })).toEqual(ids.toSorted());
    expect(await found(store, { q: digits.toLowerCase() })).toEqual(ids.toSorted());
    expect(await found(store, { q: `other~${digits}` })).toEqual([ids[1]]);
    expect(await found(store, { q: digits.slice(0, 5) })).toEqual([]);
  });

  it("finds the jobs that speak of one that is gone", async () => {
    const store = await openStore();
    const gone = "q~01JD3V5W3N8Q0M4R7T1B6C2X9Z";
    const id = await add(store, { a: { after: gone } });
    await add(store, {});
    expect(await found(store, { q: gone })).toEqual([id]);
  });

  it("finds part of a unique key", async () => {
    const store = await openStore();
    const id = await add(store, { q: { key: 'Order "42"/ä', onConflict: "reject" } });
    await add(store, { q: { key: "order 43", onConflict: "reject" } });
    for (const q of ["order", 'R "42"', "/Ä"]) expect(await found(store, { q })).toContain(id);
    expect(await found(store, { q: '"42"/' })).toEqual([id]);
  });

  it.each([
    ["in another case", { to: "Ana@Example.org" }, "ANA@example.ORG"],
    ["with quotation marks in a text", { say: 'he said "no"' }, 'said "NO"'],
    ["with the quotation marks of JSON", { say: "no" }, '"say":"no"'],
    ["that would be a pattern", { path: "a.*b+c?[d](e)$^|" }, ".*b+c?[d](e)$^|"],
    ["with a backslash", { path: "C:\\temp\\new" }, "c:\\temp"],
    ["beyond ASCII", { name: "Zażółć GĘŚLĄ jaźń" }, "gęślą JAŹŃ"],
    ["with accents written apart", { name: "Café" }, "Cafe\u0301"],
    ["in another script", { name: "東京の天気 🎉" }, "天気 🎉"],
    ["that is a number", [12_345.5, null, true], "12345.5"],
  ])("finds arguments %s", async (_, a, q) => {
    const store = await openStore();
    const id = await add(store, { a });
    await add(store, { a: { else: "axxb" } });
    expect(await found(store, { q })).toEqual([id]);
  });

  it("does not take the type or a tag for the arguments", async () => {
    const store = await openStore();
    await add(store, { n: "mail.send", g: ["eu-west"], a: {} });
    expect(await found(store, { q: "mail.send" })).toEqual([]);
    expect(await found(store, { q: "eu-west" })).toEqual([]);
  });

  it("goes with every other filter", async () => {
    const store = await openStore();
    const id = await add(store, { n: "b", a: ["needle"] }, { queue: "other" });
    await add(store, { n: "a", a: ["needle"] }, { queue: "other" });
    await add(store, { n: "b", a: ["needle"] });
    await add(store, { n: "b", a: ["needle"] }, { queue: "other", due: `+${HOUR_MS}` });
    const query = { q: "needle", type: "b", queue: "other", state: "ready" } as const;
    expect(await found(store, query)).toEqual([id]);
  });
});

describe("the budget of a search", () => {
  it("ends it after so many jobs, says how far it looked, and is taken up again", async () => {
    const store = await openStore();
    const dueMs = Date.now() + HOUR_MS;
    for (let index = 0; index < 60; index++) await add(store, {}, { due: String(dueMs + index) });
    const id = await add(store, { a: ["needle"] }, { due: String(dueMs + 60) });
    const budget = { ...SCAN_BUDGET, jobs: 25 };
    const query = { state: "scheduled", q: "needle" } as const;
    const first = await listJobs(store, query, budget);
    expect(first).toMatchObject({ items: [], total: null, among: 61, scanned: 25 });
    expect(first.lookedTo).toEqual({
      state: "scheduled",
      at: new Date(dueMs + 24).toISOString(),
    });
    const second = await listJobs(store, { ...query, cursor: first.nextCursor! }, budget);
    expect(second).toMatchObject({ items: [], scanned: 25, scannedInAll: 50 });
    const third = await listJobs(store, { ...query, cursor: second.nextCursor! }, budget);
    expect(third.items.map((job) => job.id)).toEqual([id]);
    expect(third).toMatchObject({ scanned: 11, scannedInAll: 61, nextCursor: null });
  });

  it("ends it after so long", async () => {
    const store = await openStore();
    await store.registry.addQueue("q");
    await store.queue("q").enqueueMany(Array.from({ length: 500 }, () => jobRecord()));
    let ms = 0;
    const page = await listJobs(
      store,
      { q: "needle" },
      { ...SCAN_BUDGET, ms: 50, now: () => (ms += 60) },
    );
    expect(page.scanned).toBe(200);
    expect(page.nextCursor).not.toBeNull();
  });

  it("holds little in memory however large the arguments are", async () => {
    const store = await openStore();
    const large = "x".repeat(600_000);
    for (let index = 0; index < 5; index++) await add(store, { a: [large, `n${index}`] });
    const [job] = (await listJobs(store, {})).items;
    expect(await store.reads("q").glance(Array(5).fill(job!.id.split("~")[1]))).toHaveLength(2);
    expect(await found(store, { q: "N4" })).toHaveLength(1);
  });
});
