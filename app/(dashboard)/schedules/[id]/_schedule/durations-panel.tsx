"use client";
import { durationText } from "@/app/_ui/durations.ts";
import { Notice } from "@/app/_ui/notices.tsx";
import { plural } from "@/app/_ui/numbers.ts";
import { Panel } from "@/app/_ui/panel.tsx";
import type { Schedule } from "@/lib/api/schedules.ts";
import { DurationsChart } from "./durations-chart.tsx";
import { DurationsTable } from "./durations-table.tsx";
import { intervalMs, isNear, percentile, tookOf } from "./durations.ts";

/** What comes of runs that take as long as the way to the next planned time. */
const CONSEQUENCE: Record<Schedule["overlap"], string> = {
  skip: "planned times will be skipped",
  allow: "runs will run beside each other",
  queueOne: "runs will start late, and planned times will be skipped",
  queueAll: "planned times will pile up",
  cancelRunning: "runs will be stopped before they have ended",
};

/** How long the newest runs took, beside the time from one to the next. */
export function DurationsPanel({ schedule }: { schedule: Schedule }) {
  const took = tookOf(schedule);
  if (took.length === 0) return null;
  const lengths = took.map(({ ms }) => ms);
  const p95 = percentile(lengths, 0.95);
  const interval = intervalMs(schedule);
  return (
    <Panel title="How long runs take" aside={`the newest ${plural(took.length, "run")}`}>
      <div className="flex flex-col gap-3 px-3.5 py-3">
        {isNear(p95, interval) && (
          <Notice tone="warn" title="Runs take almost as long as the time between them">
            95 of 100 take up to {durationText(p95)}, and the next planned time comes after{" "}
            {durationText(interval!)}: {CONSEQUENCE[schedule.overlap]}.
          </Notice>
        )}
        <DurationsChart took={took} interval={interval} />
        <p className="text-ink-2">
          Half of them within {durationText(percentile(lengths, 0.5))}, 95 of 100 within{" "}
          {durationText(p95)}
          {interval !== null && `; the next planned time comes after ${durationText(interval)}`}.
        </p>
        <DurationsTable took={took} />
      </div>
    </Panel>
  );
}
