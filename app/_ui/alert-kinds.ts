import { Clock3, type LucideIcon, PauseCircle, TriangleAlert, X } from "lucide-react";
import type { AlertKind } from "@/lib/api/alerts.ts";
import type { Attention } from "@/lib/api/system.ts";

interface AlertLook {
  word: string;
  icon: LucideIcon;
  /** Work goes on, or somebody meant it so. */
  isMild?: boolean;
}
interface Told extends AlertLook {
  /** When it is so. */
  means: string;
}
interface Shown extends AlertLook {
  /** What leads to it. */
  way: string;
}

/** Everything that can need a person: its word, its icon and what it means, here and nowhere else. */
export const ALERT_KINDS: Record<AlertKind, Told> & Record<Attention["kind"], Shown> = {
  "redis-eviction": {
    word: "Redis may drop jobs",
    icon: TriangleAlert,
    means: "Redis is set to drop what it holds when memory is short.",
    way: "Open workers",
  },
  "redis-memory": {
    word: "Redis nearly full",
    icon: TriangleAlert,
    means: "Redis uses more than 80 % of its memory: from 95 % on nothing new is taken.",
    way: "See finished jobs",
  },
  "no-scheduler": {
    word: "No scheduler",
    icon: X,
    means: "No scheduler is alive: nothing that is due later starts.",
    way: "Open workers",
  },
  "no-executor": {
    word: "No executor",
    icon: X,
    means: "Jobs wait in a queue that no live executor serves.",
    way: "Open queue",
  },
  "ready-waiting": {
    word: "Queue behind",
    icon: Clock3,
    isMild: true,
    means: "Jobs of a queue have waited for more than a minute.",
    way: "Open queue",
  },
  "queue-paused": {
    word: "Queue paused",
    icon: PauseCircle,
    isMild: true,
    means: "Somebody has paused a queue.",
    way: "Open queue",
  },
  "schedule-error": {
    word: "Periodic job in error",
    icon: TriangleAlert,
    means: "The next time of a periodic job cannot be computed.",
    way: "Open it",
  },
  "schedule-late": {
    word: "Periodic job late",
    icon: Clock3,
    means: "The time of a periodic job has passed, and no scheduler has fired it.",
    way: "Open it",
  },
  "schedule-paused": {
    word: "Periodic job stopped",
    icon: PauseCircle,
    means: "A periodic job has paused itself, since its runs failed.",
    way: "Open it",
  },
  "schedule-failing": {
    word: "Periodic job failing",
    icon: X,
    means: "Three runs of a periodic job in a row have failed, or more.",
    way: "Open it",
  },
  "worker-lost": {
    word: "Worker lost",
    icon: TriangleAlert,
    isMild: true,
    means: "An executor or a scheduler is gone without having said so.",
    way: "Open worker",
  },
  "job-failed": {
    word: "Job failed",
    icon: X,
    means: "A job has failed for good: it is not tried again.",
  },
  "jobs-failed": {
    word: "Jobs failed",
    icon: X,
    way: "See failed jobs",
  },
};
