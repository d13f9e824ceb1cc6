import { instantText } from "@/app/_ui/instants.ts";
import { concurrencyText, rateLimitText } from "@/app/_ui/limits.ts";
import { countText } from "@/app/_ui/numbers.ts";
import type { Backoff } from "@/lib/jobs/backoff.ts";
import type { Json } from "@/lib/jobs/json.ts";
import type { ConcurrencyLimit, JobRetention, RateLimit } from "@/lib/jobs/limits.ts";
import type { MissedPolicy } from "@/lib/schedule/index.ts";
import { percent } from "../../../../_form/asked/asked-retries.ts";
import { MISSED_RULES, OVERLAPS } from "../../../../_form/rules/rule-words.ts";
import { lengthText } from "../../../../_form/typed/typed.ts";

interface Words {
  label: string;
  /** What is so when nothing is said. */
  none: string;
  /** A value that is said. */
  text: (value: never, timeZone: string) => string;
}

const AS_TYPE = "as its job type";
const length = (ms: number) => lengthText(ms);
const instant = (at: string, timeZone: string) => instantText(at, timeZone);
const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

const WORDS: Record<string, Words> = {
  trigger: { label: "When", none: "never", text: triggerText },
  startAt: { label: "Not before", none: "no start", text: instant },
  endAt: { label: "Not after", none: "no end", text: instant },
  limit: { label: "Most runs", none: "no limit", text: countText },
  overlap: { label: "When a run is still alive", none: "", text: overlapText },
  missed: { label: "After a time without a scheduler", none: "", text: missedText },
  jitterMs: { label: "Jitter", none: "none", text: length },
  pauseAfterFailures: { label: "Pause after failures", none: "never", text: countText },
  queue: { label: "Queue", none: AS_TYPE, text: String },
  priority: { label: "Priority", none: AS_TYPE, text: String },
  attempts: { label: "Attempts", none: AS_TYPE, text: countText },
  backoff: { label: "Waits between attempts", none: AS_TYPE, text: backoffText },
  timeoutMs: { label: "Timeout of an attempt", none: AS_TYPE, text: length },
  startDeadlineMs: { label: "To start within", none: AS_TYPE, text: length },
  tags: { label: "Tags", none: "none", text: (tags: string[]) => tags.join(", ") || "none" },
  concurrency: {
    label: "Concurrency",
    none: AS_TYPE,
    text: (limit: ConcurrencyLimit) => concurrencyText(limit),
  },
  rateLimit: { label: "Rate", none: AS_TYPE, text: (limit: RateLimit) => rateLimitText(limit) },
  retention: { label: "Kept once ended", none: AS_TYPE, text: keptText },
  args: { label: "Arguments", none: "none", text: (args: Json) => JSON.stringify(args) },
};

export function facetLabel(path: string): string {
  return WORDS[path]?.label ?? `Argument ${path.slice("args.".length)}`;
}

export function facetText(path: string, value: Json | undefined, timeZone: string): string {
  const words = WORDS[path];
  if (value === undefined) return words?.none ?? "left out";
  return words ? words.text(value as never, timeZone) : JSON.stringify(value);
}

interface TriggerFields {
  every?: number;
  cron?: string;
  timeZone?: string;
  afterEnd?: number;
  anchor?: string;
  immediately?: true;
}

function triggerText(trigger: TriggerFields, timeZone: string): string {
  const { every, cron, afterEnd, anchor, immediately } = trigger;
  const atOnce = immediately ? ", and once at the beginning" : "";
  if (cron !== undefined) return `${cron} (${trigger.timeZone})`;
  if (afterEnd !== undefined) return `${lengthText(afterEnd)} after each run${atOnce}`;
  const from = anchor === "epoch" ? "1 January 1970" : anchor && instantText(anchor, timeZone);
  return `every ${lengthText(every!)}${from ? `, counted from ${from}` : ""}${atOnce}`;
}

function overlapText(overlap: string): string {
  return lower(OVERLAPS.find(({ value }) => value === overlap)!.label);
}

function missedText({ policy, windowMs, max }: MissedPolicy): string {
  const rule = lower(MISSED_RULES.find(({ value }) => value === policy)!.label);
  const most = policy === "all" ? `, at most ${countText(max)}` : "";
  return `${rule}${most}${windowMs === undefined ? "" : `, none older than ${lengthText(windowMs)}`}`;
}

function backoffText({ kind, delayMs, maxDelayMs, jitter }: Backoff): string {
  const growth =
    kind === "fixed" ? "each time" : `twice as long each time, up to ${lengthText(maxDelayMs)}`;
  return `${lengthText(delayMs)} ${growth}, spread by ${percent(jitter)} %`;
}

function keptText({ succeededMs, failedMs, cancelledMs }: JobRetention): string {
  const ends = { succeeded: succeededMs, failed: failedMs, cancelled: cancelledMs };
  const said = Object.entries(ends).filter(([, ms]) => ms !== undefined);
  return said.map(([end, ms]) => `${end} ${lengthText(ms!)}`).join(", ") || "as its queue";
}
