import type { LedgerOutcome, RecentRun } from "@/lib/api/schedules.ts";
import type { JobState } from "@/lib/jobs/states.ts";

/** What became of a planned time, as far as a glance tells: of what ran, how it ended. */
export type Fate =
  | "succeeded"
  | "failed"
  | "stopped"
  | "running"
  | "waiting"
  | "gone"
  | "overlap"
  | "missed"
  | "paused"
  | "skipped"
  | "dropped";

interface FateLook {
  word: string;
  color: string;
  /** Drawn 4 wide and 16 high, its left edge at x. Each shape is another: colour alone tells nothing. */
  fill?: (x: number) => string;
  stroke?: (x: number) => string;
}

const box = (x: number, y: number, width: number, height: number) =>
  `M${x} ${y}h${width}v${height}h${-width}z`;

/** Every fate: its word, its mark and its colour, here and nowhere else. */
export const FATES: Record<Fate, FateLook> = {
  succeeded: { word: "succeeded", color: "text-succeeded", fill: (x) => box(x, 0, 4, 16) },
  failed: {
    word: "failed",
    color: "text-failed",
    stroke: (x) => `M${x + 0.3} 2l3.4 12M${x + 3.7} 2l-3.4 12`,
  },
  stopped: {
    word: "cancelled",
    color: "text-cancelled",
    stroke: (x) => `M${x + 0.5} 14l3 -12`,
  },
  running: {
    word: "running",
    color: "text-running",
    fill: (x) => box(x, 8, 4, 8),
    stroke: (x) => box(x + 0.5, 0.5, 3, 15),
  },
  waiting: {
    word: "waiting to start",
    color: "text-ready",
    stroke: (x) => `M${x} 3h4M${x} 8h4M${x} 13h4`,
  },
  gone: {
    word: "ran; how it ended is no longer kept",
    color: "text-ink-3",
    stroke: (x) => box(x + 0.5, 0.5, 3, 15),
  },
  overlap: {
    word: "skipped: a run was still alive",
    color: "text-late",
    stroke: (x) => `M${x + 2} 5a1.6 3 0 1 0 0.01 0z`,
  },
  missed: {
    word: "missed",
    color: "text-late",
    fill: (x) => `M${x - 0.5} 4h5l-2.5 8z`,
  },
  paused: {
    word: "paused",
    color: "text-ink-3",
    stroke: (x) => `M${x + 0.7} 4v8M${x + 3.3} 4v8`,
  },
  skipped: { word: "skipped by hand", color: "text-ink-3", stroke: (x) => `M${x} 8h4` },
  dropped: {
    word: "cancelled before it ran",
    color: "text-ink-3",
    fill: (x) => box(x + 0.5, 12, 3, 3),
  },
};

const OF_STATE: Record<JobState, Fate> = {
  blocked: "waiting",
  scheduled: "waiting",
  ready: "waiting",
  running: "running",
  succeeded: "succeeded",
  failed: "failed",
  cancelled: "stopped",
};

const OF_OUTCOME: Record<LedgerOutcome, Fate> = {
  fired: "gone",
  triggered: "gone",
  backfilled: "gone",
  coalesced: "missed",
  "overlap-skipped": "overlap",
  "missed-window": "missed",
  "missed-skipped": "missed",
  "missed-capped": "missed",
  paused: "paused",
  skipped: "skipped",
  cancelled: "dropped",
};

export const fateOf = ({ outcome, jobState }: RecentRun): Fate =>
  jobState === null ? OF_OUTCOME[outcome] : OF_STATE[jobState];

/** "Of the last 30, 27 succeeded, 2 failed, 1 missed; the newest succeeded." */
export function fatesText(recent: RecentRun[]): string {
  if (recent.length === 0) return "No planned time has come yet.";
  const counts = new Map<Fate, number>();
  for (const run of recent) counts.set(fateOf(run), (counts.get(fateOf(run)) ?? 0) + 1);
  const parts = [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([fate, count]) => `${count} ${FATES[fate].word}`);
  return `Of the last ${recent.length}, ${parts.join(", ")}; the newest: ${FATES[fateOf(recent[0]!)].word}.`;
}
