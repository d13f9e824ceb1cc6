import {
  Ban,
  Check,
  CircleDashed,
  Clock3,
  GitMerge,
  LoaderCircle,
  type LucideIcon,
  Menu,
  Pause,
  Play,
  TriangleAlert,
  X,
} from "lucide-react";
import type { AlertDelivery } from "@/lib/api/alerts.ts";
import type { OperationState } from "@/lib/jobs/operation.ts";
import type { ScheduleState } from "@/lib/api/schedules.ts";
import type { WorkerState } from "@/lib/api/system.ts";
import type { AttemptOutcome } from "@/lib/jobs/job.ts";
import type { JobState } from "@/lib/jobs/states.ts";
import { classNames } from "./class-names.ts";

interface Look {
  word: string;
  icon: LucideIcon;
  color: string;
}

/** Every state that a page shows: its word, its icon and its colour, here and nowhere else. */
const JOB: Record<JobState, Look> = {
  blocked: { word: "Blocked", icon: GitMerge, color: "text-blocked" },
  scheduled: { word: "Scheduled", icon: Clock3, color: "text-scheduled" },
  ready: { word: "Ready", icon: Menu, color: "text-ready" },
  running: { word: "Running", icon: LoaderCircle, color: "text-running" },
  succeeded: { word: "Succeeded", icon: Check, color: "text-succeeded" },
  failed: { word: "Failed", icon: X, color: "text-failed" },
  cancelled: { word: "Cancelled", icon: Ban, color: "text-cancelled" },
};

const SCHEDULE: Record<ScheduleState, Look> = {
  active: { word: "Active", icon: Play, color: "text-succeeded" },
  paused: { word: "Paused", icon: Pause, color: "text-late" },
  ended: { word: "Ended", icon: Check, color: "text-cancelled" },
  cancelled: { word: "Cancelled", icon: Ban, color: "text-cancelled" },
  error: { word: "In error", icon: TriangleAlert, color: "text-failed" },
};

/** What a schedule may be besides its state. */
const TROUBLE = {
  late: { word: "Late", icon: Clock3, color: "text-late" },
  failing: { word: "Failing", icon: X, color: "text-failed" },
} as const satisfies Record<string, Look>;

const WORKER: Record<WorkerState, Look> = {
  active: { word: "Active", icon: Play, color: "text-succeeded" },
  draining: { word: "Draining", icon: Clock3, color: "text-late" },
  stopped: { word: "Stopped", icon: Ban, color: "text-cancelled" },
  lost: { word: "Lost", icon: TriangleAlert, color: "text-failed" },
};

const OPERATION: Record<OperationState, Look> = {
  waiting: { word: "Waiting", icon: Clock3, color: "text-ready" },
  running: { word: "Running", icon: LoaderCircle, color: "text-running" },
  done: { word: "Done", icon: Check, color: "text-succeeded" },
  aborted: { word: "Aborted", icon: Ban, color: "text-cancelled" },
  failed: { word: "Failed", icon: X, color: "text-failed" },
};

/** Of an account, and of an API token. */
const VALIDITY = {
  active: { word: "Active", icon: Check, color: "text-succeeded" },
  disabled: { word: "Disabled", icon: Ban, color: "text-late" },
  expired: { word: "Expired", icon: Clock3, color: "text-cancelled" },
} satisfies Record<string, Look>;

/** Of an address that is told of alerts. */
const WEBHOOK = {
  delivered: { word: "Delivered", icon: Check, color: "text-succeeded" },
  failing: { word: "Failing", icon: X, color: "text-failed" },
  waiting: { word: "Waiting", icon: Clock3, color: "text-ready" },
  off: { word: "Off", icon: Ban, color: "text-cancelled" },
} satisfies Record<AlertDelivery["state"] | "off", Look>;

const ATTEMPT: Record<AttemptOutcome, Look> = {
  succeeded: JOB.succeeded,
  failed: JOB.failed,
  cancelled: JOB.cancelled,
  "timed-out": { word: "Timed out", icon: Clock3, color: "text-failed" },
  expired: { word: "Expired", icon: Clock3, color: "text-failed" },
  lost: { word: "Lost", icon: TriangleAlert, color: "text-late" },
  released: { word: "Handed back", icon: CircleDashed, color: "text-cancelled" },
};

export const jobStateWord = (state: JobState) => JOB[state].word;

function Badge({ look: { word, icon: Icon, color } }: { look: Look }) {
  return (
    <span
      className={classNames("inline-flex items-center gap-1.5 align-middle font-medium", color)}
    >
      <Icon aria-hidden size={14} strokeWidth={2.2} />
      {word}
    </span>
  );
}

export function JobStateBadge({ state, isStopping }: { state: JobState; isStopping?: boolean }) {
  return <Badge look={isStopping ? { ...JOB[state], word: "Stopping" } : JOB[state]} />;
}
export const ScheduleStateBadge = ({ state }: { state: ScheduleState }) => (
  <Badge look={SCHEDULE[state]} />
);
export const ScheduleTroubleBadge = ({
  trouble,
  words,
}: {
  trouble: keyof typeof TROUBLE;
  /** Instead of its own word, where more is known. */
  words?: string;
}) => <Badge look={{ ...TROUBLE[trouble], ...(words !== undefined && { word: words }) }} />;
export const WorkerStateBadge = ({ state }: { state: WorkerState }) => (
  <Badge look={WORKER[state]} />
);
export const OperationStateBadge = ({ state }: { state: OperationState }) => (
  <Badge look={OPERATION[state]} />
);
export const OutcomeBadge = ({ outcome }: { outcome: AttemptOutcome }) => (
  <Badge look={ATTEMPT[outcome]} />
);
export const ValidityBadge = ({ state }: { state: keyof typeof VALIDITY }) => (
  <Badge look={VALIDITY[state]} />
);
export const WebhookStateBadge = ({ state }: { state: keyof typeof WEBHOOK }) => (
  <Badge look={WEBHOOK[state]} />
);
