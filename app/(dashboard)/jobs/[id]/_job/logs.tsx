"use client";
import { useZone } from "@/app/_live/zone.tsx";
import { useApi } from "@/app/_live/use-api.ts";
import { classNames } from "@/app/_ui/class-names.ts";
import { CopyButton } from "@/app/_ui/copy-button.tsx";
import { clockText, instantText } from "@/app/_ui/instants.ts";
import { Empty, SkeletonRows } from "@/app/_ui/notices.tsx";
import { plural } from "@/app/_ui/numbers.ts";
import { Panel } from "@/app/_ui/panel.tsx";
import type { LogLine } from "@/lib/jobs/job.ts";

const COLORS: Record<LogLine["level"], string> = {
  debug: "text-ink-3",
  info: "text-ink-2",
  warn: "text-late",
  error: "text-failed",
};

export function Logs({ id }: { id: string }) {
  const { data } = useApi("getJobLogs", { params: { id } });
  const { timeZone } = useZone();
  if (!data)
    return (
      <Panel title="Log">
        <SkeletonRows rows={3} />
      </Panel>
    );
  const text = data.items.map(({ at, level, message }) => `${at} ${level} ${message}`).join("\n");
  return (
    <Panel
      title="Log"
      aside={
        data.total > 0 && (
          <span className="flex items-center gap-1">
            {plural(data.total, "line")} <CopyButton text={text} name="Copy the log" />
          </span>
        )
      }
    >
      {data.items.length === 0 ? (
        <Empty title="It has logged nothing">
          Lines written with <code className="font-mono">context.logger</code> stand here.
        </Empty>
      ) : (
        <ol
          tabIndex={0}
          aria-label="Log lines, oldest first"
          className="max-h-96 overflow-auto py-1.5 font-mono text-[12.5px]"
        >
          {data.items.map(({ at, level, message, delivery }, index) => (
            <li
              // Lines never change their place.
              key={index}
              className="grid grid-cols-[70px_44px_1fr] gap-2 px-3.5 py-px max-sm:grid-cols-[70px_1fr]"
              title={`${instantText(at, timeZone)}, attempt ${delivery}`}
            >
              <time dateTime={at} className="text-ink-3">
                {clockText(at, timeZone)}
              </time>
              <span className={classNames(COLORS[level], "max-sm:sr-only")}>{level}</span>
              <span className="[overflow-wrap:anywhere] whitespace-pre-wrap">{message}</span>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
