"use client";
import { Fact, Facts } from "@/app/_ui/facts.tsx";
import { rateText } from "@/app/_ui/limits.ts";
import { countText } from "@/app/_ui/numbers.ts";
import { Panel } from "@/app/_ui/panel.tsx";
import type { Queue } from "@/lib/api/system.ts";
import { LimitQueue } from "./limit-queue.tsx";

/** What the whole queue is held to, whoever runs it, and what waits or was lost for want of a turn. */
export function LimitsPanel({ queue }: { queue: Queue }) {
  const { limits, counts, parked, expiredInDay } = queue;
  return (
    <Panel title="Limits" aside={<LimitQueue queue={queue} />}>
      <Facts>
        <Fact name="Most at once">
          {limits.concurrency === null
            ? "no limit"
            : `${countText(counts.running)} of ${countText(limits.concurrency)} in use`}
        </Fact>
        <Fact name="Most starts">{limits.rate === null ? "no limit" : rateText(limits.rate)}</Fact>
        <Fact name="Held up by a key">
          {parked === 0
            ? "none"
            : `${countText(parked)} ${parked === 1 ? "waits" : "wait"} for a slot or the rate of a key`}
        </Fact>
        <Fact name="Expired in 24 h">
          {expiredInDay === 0 ? (
            "none"
          ) : (
            <span className="font-medium text-failed">
              {countText(expiredInDay)} had not started in time
            </span>
          )}
        </Fact>
      </Facts>
    </Panel>
  );
}
