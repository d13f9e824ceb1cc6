"use client";
import { useZone } from "@/app/_live/zone.tsx";
import { clockText, dayText } from "@/app/_ui/instants.ts";
import { countText, plural } from "@/app/_ui/numbers.ts";
import { percentClass } from "@/app/_ui/percent.ts";
import { Panel } from "@/app/_ui/panel.tsx";
import { Body, Head, Row, Table, Td, Th } from "@/app/_ui/table.tsx";
import type { Stats } from "@/lib/api/system.ts";

const LABEL_EVERY = 6;

interface Hour {
  at: string;
  succeeded: number;
  failed: number;
  planned: number;
  isNow: boolean;
}

/** Past solid, future hatched, now in brass. The hour of now is both: what ran, and what is still to come. */
export function DayStrip({ pastDay, nextDay, now }: Pick<Stats, "pastDay" | "nextDay" | "now">) {
  const { timeZone } = useZone();
  const hours = joined(pastDay, nextDay, Date.parse(now));
  const most = Math.max(
    1,
    ...hours.map(({ succeeded, failed, planned }) => succeeded + failed + planned),
  );
  const sums = hours.reduce(
    (sum, { succeeded, failed, planned }) => ({
      ended: sum.ended + succeeded + failed,
      failed: sum.failed + failed,
      planned: sum.planned + planned,
    }),
    { ended: 0, failed: 0, planned: 0 },
  );
  return (
    <Panel
      title="The last day, and the next"
      aside={
        <>
          runs an hour · <span aria-hidden className="mr-1 inline-block h-2.5 w-1.5 bg-failed" />
          failed · hatched: planned
        </>
      }
    >
      <div
        role="img"
        aria-label={`In the last day ${plural(sums.ended, "run")} ended, ${countText(sums.failed)} of them failed. In the next, ${countText(sums.planned)} are planned. The table below has each hour.`}
        className="grid h-[84px] grid-cols-[repeat(47,1fr)] items-end gap-[2px] px-3.5 pt-2.5 max-sm:gap-px"
      >
        {hours.map((hour) => (
          <Bar key={hour.at} hour={hour} most={most} title={titleOf(hour, timeZone)} />
        ))}
      </div>
      <div aria-hidden className="relative mx-3.5 h-6 text-xs text-ink-3">
        {hours.map(({ at, isNow }, index) =>
          isNow || (index % LABEL_EVERY === 0 && Math.abs(index - pastDay.length + 1) > 2) ? (
            <span
              key={at}
              className={`${percentClass((index + 0.5) / hours.length)} absolute top-1 left-(--percent) -translate-x-1/2 whitespace-nowrap first:translate-x-0 ${isNow ? "font-semibold text-brass" : index % 12 === 0 ? "" : "max-sm:hidden"}`}
            >
              {isNow ? "now" : clockText(at, timeZone).slice(0, 5)}
            </span>
          ) : null,
        )}
      </div>
      <details className="border-t border-line">
        <summary className="px-3.5 py-1.5 text-sm text-ink-3">As a table</summary>
        <div
          className="max-h-72 overflow-auto"
          tabIndex={0}
          role="region"
          aria-label="Runs an hour"
        >
          <Table caption="Runs an hour, the last day and the next">
            <Head>
              <Th>Hour</Th>
              <Th numeric>Succeeded</Th>
              <Th numeric>Failed</Th>
              <Th numeric>Planned</Th>
            </Head>
            <Body>
              {hours.map(({ at, succeeded, failed, planned }) => (
                <Row key={at}>
                  <Td>{hourText(at, timeZone)}</Td>
                  <Td numeric>{countText(succeeded)}</Td>
                  <Td numeric>{countText(failed)}</Td>
                  <Td numeric>{countText(planned)}</Td>
                </Row>
              ))}
            </Body>
          </Table>
        </div>
      </details>
    </Panel>
  );
}

function Bar({ hour, most, title }: { hour: Hour; most: number; title: string }) {
  const percent = (count: number) => percentClass(count === 0 ? 0 : Math.max(count / most, 0.03));
  return (
    <div
      title={title}
      className={`flex h-full flex-col justify-end ${hour.isNow ? "shadow-[inset_0_-2px_0_var(--brass)]" : ""}`}
    >
      <div className={`hatched h-(--percent) rounded-[1px] ${percent(hour.planned)}`} />
      <div className={`h-(--percent) bg-failed ${percent(hour.failed)}`} />
      <div
        className={`h-(--percent) rounded-[1px] bg-[color-mix(in_oklab,var(--succeeded)_55%,var(--panel))] ${percent(hour.succeeded)}`}
      />
    </div>
  );
}

function joined(pastDay: Stats["pastDay"], nextDay: Stats["nextDay"], nowMs: number): Hour[] {
  const hours = new Map<string, Hour>();
  const hourOf = (at: string) => {
    const known = hours.get(at) ?? { at, succeeded: 0, failed: 0, planned: 0, isNow: false };
    hours.set(at, known);
    return known;
  };
  for (const { at, succeeded, failed } of pastDay) Object.assign(hourOf(at), { succeeded, failed });
  for (const { at, starts } of nextDay) hourOf(at).planned = starts;
  const current = [...hours.values()].findLast(({ at }) => Date.parse(at) <= nowMs);
  if (current) current.isNow = true;
  return [...hours.values()];
}

const hourText = (at: string, timeZone: string) =>
  `${dayText(at, timeZone)} ${clockText(at, timeZone).slice(0, 5)}`;

function titleOf({ at, succeeded, failed, planned }: Hour, timeZone: string): string {
  const parts = [
    succeeded > 0 && `${countText(succeeded)} succeeded`,
    failed > 0 && `${countText(failed)} failed`,
    planned > 0 && `${countText(planned)} planned`,
  ].filter(Boolean);
  return `${hourText(at, timeZone)}: ${parts.join(", ") || "nothing"}`;
}
