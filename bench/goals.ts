import { burstRow, drainRow, firesRow, ROWS } from "./rows.ts";
import type { SubjectId } from "./subjects/index.ts";

type Peer = Exclude<SubjectId, "carillon">;

/** What we set out to reach in a row: so many times a peer, no worse than the best of them, no more than a limit, or nothing in any round. */
export type Goal =
  | { kind: "times"; least: Record<Peer, number> }
  | { kind: "best" }
  | { kind: "most"; limit: number }
  | { kind: "never" };

export const GOALS: Record<string, Goal> = {
  [ROWS.enqueue]: { kind: "times", least: { bullmq: 3, "bee-queue": 1.3 } },
  [ROWS.bulk]: { kind: "times", least: { bullmq: 6, "bee-queue": 1.5 } },
  [drainRow(0, 100)]: { kind: "times", least: { bullmq: 5, "bee-queue": 4 } },
  [ROWS.waitingBytes]: { kind: "most", limit: 270 },
  [ROWS.commands]: { kind: "most", limit: 4 },
  [ROWS.pickupP50]: { kind: "best" },
  [ROWS.pickupP99]: { kind: "best" },
  [ROWS.dueP50]: { kind: "most", limit: 3 },
  [ROWS.dueP99]: { kind: "most", limit: 10 },
  ...firesGoals(1),
  ...firesGoals(3),
  [ROWS.early]: { kind: "never" },
  [ROWS.missing]: { kind: "never" },
  [ROWS.double]: { kind: "never" },
  [burstRow(10_000, 1, "ready")]: { kind: "most", limit: 500 },
  [burstRow(10_000, 3, "ready")]: { kind: "most", limit: 500 },
  [ROWS.nearerMax]: { kind: "most", limit: 20 },
};

function firesGoals(schedulers: number): Record<string, Goal> {
  return {
    [firesRow(schedulers, "due → ready", "p50")]: { kind: "most", limit: 2 },
    [firesRow(schedulers, "due → ready", "p99")]: { kind: "most", limit: 10 },
    [firesRow(schedulers, "due → start", "p50")]: { kind: "most", limit: 3 },
    [firesRow(schedulers, "due → start", "p99")]: { kind: "most", limit: 10 },
  };
}

export interface Verdict {
  goal: string;
  isMet: boolean;
}

/** Null while a subject that the goal speaks of was not measured. */
export function judge(goal: Goal, figures: Partial<Record<SubjectId, number>>): Verdict | null {
  const { carillon: ours, ...peers } = figures;
  if (ours === undefined) return null;
  switch (goal.kind) {
    case "times":
      return judgeTimes(goal.least, ours, peers);
    case "best": {
      const best = Math.min(...Object.values(peers));
      return Number.isFinite(best)
        ? { goal: `≤ the best peer, ${best.toFixed(2)}`, isMet: ours <= best }
        : null;
    }
    case "most":
      return { goal: `≤ ${goal.limit}`, isMet: ours <= goal.limit };
    case "never":
      return { goal: "0", isMet: ours === 0 };
  }
}

function judgeTimes(
  least: Record<Peer, number>,
  ours: number,
  peers: Partial<Record<Peer, number>>,
): Verdict | null {
  const { bullmq, "bee-queue": beeQueue } = peers;
  if (bullmq === undefined || beeQueue === undefined) return null;
  return {
    goal: `≥ ${least.bullmq} × BullMQ, ≥ ${least["bee-queue"]} × bee-queue`,
    isMet: ours >= bullmq * least.bullmq && ours >= beeQueue * least["bee-queue"],
  };
}
