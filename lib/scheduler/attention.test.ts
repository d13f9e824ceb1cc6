import { describe, expect, it } from "vitest";
import { attentionOf, type Situation } from "./attention.ts";

const NOW = Date.parse("2026-11-26T09:00:00Z");
const LIMIT = 512 * 1_048_576;

const situation = (share: number, part: Partial<Situation> = {}): Situation => ({
  nowMs: NOW,
  queues: [],
  workers: [],
  schedules: [],
  failedInDay: 0,
  memory: { usedBytes: LIMIT * share, limitBytes: LIMIT, evictionPolicy: "noeviction" },
  ...part,
});
const told = (asked: Situation) =>
  attentionOf(asked).filter(({ kind }) => kind.startsWith("redis-"));

describe("what is told of Redis' memory", () => {
  it("is nothing below 80 %, and without a limit", () => {
    expect(told(situation(0.799))).toEqual([]);
    const unlimited = { usedBytes: LIMIT, limitBytes: null, evictionPolicy: "noeviction" };
    expect(told(situation(0, { memory: unlimited }))).toEqual([]);
  });

  it("is from 80 % on how much it is, and when no more is taken", () => {
    expect(told(situation(0.836))).toMatchObject([
      {
        kind: "redis-memory",
        message: "Redis uses 83 % of its 512 MB. From 95 % on it takes no new work.",
        detail: expect.stringContaining("Delete finished jobs") as string,
      },
    ]);
    expect(told(situation(0.9499))[0]!.message).toContain("94 %");
  });

  it("is from 95 % on that nothing new is taken", () => {
    expect(told(situation(0.95))[0]!.message).toBe(
      "Redis uses 95 % of its 512 MB, and takes no new work. What is under way ends, periodic jobs that are due wait.",
    );
  });
});
