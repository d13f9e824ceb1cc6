import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ackOf, type Engine, jobRecord, openEngine } from "../testing/engine.ts";
import type { JobState } from "../jobs/states.ts";
import { JobPages } from "./pages.ts";
import { ANY_TIME, decodePlace, encodePlace, type Place, type TimeRange } from "./place.ts";

const HOUR_MS = 3_600_000;

function pagesOf({ product, queue }: Engine, state?: JobState, range: TimeRange = ANY_TIME) {
  const prefix = queue.tag.slice(1, queue.tag.indexOf(":"));
  return new JobPages(product, prefix, ["q", "empty"], state, range);
}

/** All pages joined, each read by a request of its own. */
async function joined(pages: JobPages, most: number): Promise<string[]> {
  const seen: string[] = [];
  for (let after: Place | null = null; ;) {
    const rows = await pages.walk(after).read(most);
    seen.push(...rows.map(({ localId }) => localId));
    if (rows.length < most) return seen;
    after = rows.at(-1)!.place;
  }
}

async function schedule({ queue }: Engine, dueMs: number[]): Promise<string[]> {
  const jobs = dueMs.map((due) => jobRecord({ due: String(due) }));
  for (let at = 0; at < jobs.length; at += 500) await queue.enqueueMany(jobs.slice(at, at + 500));
  return jobs.map(({ localId }) => localId);
}

describe("pages of jobs", () => {
  it("lose and repeat nothing among a thousand that share a millisecond", async () => {
    const engine = await openEngine();
    const dueMs = Date.now() + HOUR_MS;
    const ids = await schedule(
      engine,
      Array.from({ length: 1_000 }, () => dueMs),
    );
    for (const most of [1_000, 333, 7])
      expect(await joined(pagesOf(engine, "scheduled"), most)).toEqual(ids);
    expect(await pagesOf(engine, "scheduled").count()).toBe(1_000);
  });

  it("go on where they were when the last row is gone or has another time by now", async () => {
    const engine = await openEngine();
    const dueMs = Date.now() + HOUR_MS;
    const ids = await schedule(
      engine,
      Array.from({ length: 300 }, () => dueMs),
    );
    const pages = pagesOf(engine, "scheduled");
    const [last] = (await pages.walk(null).read(100)).slice(-1);
    await engine.queue.cancel(ids[99]!, "ana");
    const rest = async () => (await pages.walk(last!.place).read(500)).map((row) => row.localId);
    expect(await rest()).toEqual(ids.slice(100));
    await engine.queue.retry(ids[99]!);
    await engine.queue.reschedule(ids[99]!, String(dueMs + 5 * HOUR_MS));
    expect(await rest()).toEqual([...ids.slice(100), ids[99]]);
  });

  it("lose nothing of a ready list whose head is claimed meanwhile", async () => {
    const engine = await openEngine();
    const jobs = Array.from({ length: 60 }, () => jobRecord());
    await engine.queue.enqueueMany(jobs);
    const ids = jobs.map(({ localId }) => localId);
    const pages = pagesOf(engine, "ready");
    const walk = pages.walk(null);
    const first = await walk.read(20);
    await engine.turn({ want: 10 });
    await engine.queue.cancel(ids[25]!, "ana");
    const second = await walk.read(20);
    const third = await pages.walk(second.at(-1)!.place).read(100);
    const seen = [...first, ...second, ...third].map(({ localId }) => localId);
    expect(seen).toEqual(ids.filter((id) => id !== ids[25]));
  });

  it("stay in their place when the list they stand in has run empty", async () => {
    const engine = await openEngine();
    const jobs = [9, 9, 1].map((priority) => jobRecord({ priority }));
    await engine.queue.enqueueMany(jobs);
    const pages = pagesOf(engine, "ready");
    const rows = await pages.walk(null).read(2);
    await engine.turn({ want: 2 });
    const rest = await pages.walk(rows.at(-1)!.place).read(10);
    expect(rest.map(({ localId }) => localId)).toEqual([jobs[2]!.localId]);
  });

  it("merge what has failed, was cancelled and has succeeded, the newest first", async () => {
    const engine = await openEngine();
    const ended: { id: string; atMs: number }[] = [];
    for (const outcome of ["s", "s", "f", "s", "c", "s", "s", "s", "s", "f"] as const) {
      const job = jobRecord();
      await engine.queue.enqueue(job);
      const { claims } = await engine.turn({ want: 1 });
      const { nowMs } = await engine.turn({ acks: [ackOf(claims[0]!, { outcome })] });
      ended.push({ id: job.localId, atMs: nowMs });
    }
    const newestFirst = ended
      .toSorted((a, b) => b.atMs - a.atMs || (a.id < b.id ? 1 : -1))
      .map(({ id }) => id);
    for (const most of [100, 3, 1])
      expect(await joined(pagesOf(engine), most)).toEqual(newestFirst);
  });

  it("show blocked jobs by age", async () => {
    const engine = await openEngine();
    const jobs = [3, 1, 2].map((score) => ({ score, ...jobRecord() }));
    for (const { score, localId } of jobs)
      await engine.redis.zadd(`${engine.queue.tag}:blocked`, score, localId);
    const rows = await pagesOf(engine, "blocked").walk(null).read(10);
    expect(rows.map(({ timeMs }) => timeMs)).toEqual([1, 2, 3]);
    expect(rows.every(({ state }) => state === "blocked")).toBe(true);
  });

  it("have exactly the jobs of a range of time, and count them", async () => {
    const engine = await openEngine();
    const baseMs = Date.now() + HOUR_MS;
    const dueMs = Array.from({ length: 120 }, (_, index) => baseMs + (index % 12));
    const ids = await schedule(engine, dueMs);
    const edge = fc.option(fc.integer({ min: -1, max: 13 }), { nil: null });
    await fc.assert(
      fc.asyncProperty(edge, edge, fc.integer({ min: 1, max: 50 }), async (from, to, most) => {
        const range = {
          fromMs: from === null ? null : baseMs + from,
          toMs: to === null ? null : baseMs + to,
        };
        const pages = pagesOf(engine, "scheduled", range);
        const wanted = ids.filter(
          (_, index) =>
            dueMs[index]! >= (range.fromMs ?? 0) && dueMs[index]! < (range.toMs ?? Infinity),
        );
        const seen = await joined(pages, most);
        expect(seen.toSorted()).toEqual(wanted.toSorted());
        expect(await pages.count()).toBe(wanted.length);
      }),
      { numRuns: 40 },
    );
  });
});

describe("a place", () => {
  it("survives being written down", () => {
    const place = { stage: "scheduled", at: 28_000_000_000_000, id: "01JD3V5W3N8Q0M4R7T1B6C2X9Z" };
    expect(decodePlace(encodePlace(place, 7))).toEqual({ ...place, seen: 7 });
  });

  const texts = ['["ready:5:mail",1e400,"b",0]', '["no such stage",0,"b",0]'];
  it.each(["", "!!", "bnVsbA", ...texts.map((text) => Buffer.from(text).toString("base64url"))])(
    "is not read from %j",
    (text) => expect(decodePlace(text)).toBeNull(),
  );
});
