import type { ScheduleStanding } from "../api/schedule-standing.ts";
import type { Attention, Queue, Worker } from "../api/system.ts";
import { HOW_TO_MAKE_ROOM } from "../redis/full.ts";
import { FULL_SHARE, fullAtBytes, megabytesText, type Memory } from "../redis/memory.ts";
import { scheduleTroubles } from "./schedule-attention.ts";

/** Of its limit: time to make room before nothing new is taken. */
const SHORT_SHARE = 0.8;
const WAITING_TOO_LONG_MS = 60_000;
const LOST_LATELY_MS = 3_600_000;

export interface Situation {
  nowMs: number;
  queues: Queue[];
  workers: Worker[];
  schedules: ScheduleStanding[];
  failedInDay: number;
  memory: Memory;
}

/** What needs a person, the worst first: each a fact, what it means, and where to act. */
export function attentionOf(situation: Situation): Attention[] {
  return [
    ...eviction(situation),
    ...shortMemory(situation),
    ...noScheduler(situation),
    ...situation.queues.flatMap((queue) => queueTrouble(queue, situation)),
    ...schedules(situation),
    ...situation.workers.flatMap((worker) => lostWorker(worker, situation.nowMs)),
    ...failures(situation),
  ];
}

function eviction({ memory: { evictionPolicy } }: Situation): Attention[] {
  if (evictionPolicy === null || evictionPolicy === "noeviction") return [];
  return [
    {
      kind: "redis-eviction",
      subject: "Redis",
      message: `Redis may drop jobs when memory is short: its maxmemory-policy is ${evictionPolicy}.`,
      detail: "Set maxmemory-policy to noeviction.",
      href: "/workers",
    },
  ];
}

const isFull = ({ usedBytes, limitBytes }: Memory) => usedBytes >= fullAtBytes(limitBytes);

function shortMemory({ memory }: Situation): Attention[] {
  const { usedBytes, limitBytes } = memory;
  if (limitBytes === null || usedBytes < limitBytes * SHORT_SHARE) return [];
  // Rounded down: at 94.9 % it is not yet what it is at 95 %.
  const percent = Math.floor((usedBytes / limitBytes) * 100);
  const uses = `Redis uses ${percent} % of its ${megabytesText(limitBytes)}`;
  return [
    {
      kind: "redis-memory",
      subject: "Redis",
      message: isFull(memory)
        ? `${uses}, and takes no new work. What is under way ends, periodic jobs that are due wait.`
        : `${uses}. From ${FULL_SHARE * 100} % on it takes no new work.`,
      detail: HOW_TO_MAKE_ROOM,
      href: "/jobs?state=succeeded",
    },
  ];
}

function noScheduler({ workers }: Situation): Attention[] {
  if (hasScheduler(workers)) return [];
  return [
    {
      kind: "no-scheduler",
      subject: "Scheduler",
      message: "No scheduler is alive. Nothing that is due later will start.",
      detail: "Start one: npm run scheduler.",
      href: "/workers",
    },
  ];
}

function queueTrouble(queue: Queue, { nowMs }: Situation): Attention[] {
  const { name, counts, oldestReadyAt, pause, executors } = queue;
  const href = `/queues/${encodeURIComponent(name)}`;
  if (pause) {
    const why = pause.reason ? `: ${pause.reason}` : "";
    return [
      {
        kind: "queue-paused",
        subject: name,
        message: `Queue ${name} is paused by ${pause.by}${why}.`,
        detail: `${jobs(counts.ready)} wait.`,
        href,
      },
    ];
  }
  if (counts.ready === 0) return [];
  if (executors.length === 0) {
    return [
      {
        kind: "no-executor",
        subject: name,
        message: `Queue ${name} has no live executor. ${jobs(counts.ready)} wait.`,
        detail: "Start one: npm run executor.",
        href,
      },
    ];
  }
  if (oldestReadyAt === null || nowMs - Date.parse(oldestReadyAt) < WAITING_TOO_LONG_MS) return [];
  const minutes = Math.floor((nowMs - Date.parse(oldestReadyAt)) / 60_000);
  return [
    {
      kind: "ready-waiting",
      subject: name,
      message: `Queue ${name} is behind: ${jobs(counts.ready)} wait, the oldest for ${minutes} min.`,
      detail: isLimited(queue)
        ? "The queue is held to limits of its own. Raise them, or let it catch up."
        : "All slots are busy. Add an executor or raise CARILLON_CONCURRENCY.",
      href,
    },
  ];
}

const isLimited = ({ limits }: Queue) => limits.concurrency !== null || limits.rate !== null;

/** Without a scheduler, or without room, all are late, and why has been said. */
function schedules({ schedules: all, workers, memory, nowMs }: Situation): Attention[] {
  const troubles = scheduleTroubles(all, nowMs);
  if (hasScheduler(workers) && !isFull(memory)) return troubles;
  return troubles.filter(({ kind }) => kind !== "schedule-late");
}

const hasScheduler = (workers: Worker[]) =>
  workers.some(({ kind, state }) => kind === "scheduler" && state === "active");

function lostWorker({ id, kind, state, beatAt }: Worker, nowMs: number): Attention[] {
  if (state !== "lost" || nowMs - Date.parse(beatAt) > LOST_LATELY_MS) return [];
  const minutes = Math.max(1, Math.round((nowMs - Date.parse(beatAt)) / 60_000));
  return [
    {
      kind: "worker-lost",
      subject: id,
      message: `The ${kind} ${id} was lost ${minutes} min ago.`,
      detail:
        kind === "executor"
          ? "What it ran goes back to its queue."
          : "Other schedulers carry on, if there are any.",
      href: "/workers",
    },
  ];
}

function failures({ failedInDay }: Situation): Attention[] {
  if (failedInDay === 0) return [];
  return [
    {
      kind: "jobs-failed",
      subject: "Jobs",
      message: `${jobs(failedInDay)} failed in the last 24 hours.`,
      detail: "Look at the errors, then retry or delete.",
      href: "/jobs?state=failed",
    },
  ];
}

function jobs(count: number): string {
  return count === 1 ? "1 job" : `${count} jobs`;
}
