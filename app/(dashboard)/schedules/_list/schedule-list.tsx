"use client";
import Link from "next/link";
import { useApi } from "@/app/_live/use-api.ts";
import { Ago } from "@/app/_live/times.tsx";
import { ButtonLink } from "@/app/_ui/button.tsx";
import { Choice } from "@/app/_ui/fields.tsx";
import { Empty, Failure, SkeletonRows } from "@/app/_ui/notices.tsx";
import { plural } from "@/app/_ui/numbers.ts";
import { PageHeader } from "@/app/_ui/page-header.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import { ScheduleStateBadge } from "@/app/_ui/states.tsx";
import { Body, Head, Row, Table, Td, Th } from "@/app/_ui/table.tsx";
import type { Schedule } from "@/lib/api/schedules.ts";
import { parseAsStringLiteral, useQueryState } from "nuqs";

const SHOWN = ["planned", "over", "all"] as const;
const isOver = ({ state }: Schedule) => state === "ended" || state === "cancelled";

export function ScheduleList() {
  const { data, error } = useApi("listSchedules");
  const [shown, setShown] = useQueryState(
    "show",
    parseAsStringLiteral(SHOWN).withDefault("planned"),
  );
  const items = data?.items.filter(
    (item) => shown === "all" || isOver(item) === (shown === "over"),
  );
  return (
    <>
      <PageHeader
        title="Periodic jobs"
        about={data && summaryOf(data.items)}
        actions={
          <ButtonLink href="/jobs/new?mode=periodic" look="primary">
            New periodic job
          </ButtonLink>
        }
      />
      <Panel label="Periodic jobs">
        <div className="border-b border-line px-3.5 py-2">
          <Choice
            legend="Show"
            isLegendHidden
            name="show"
            value={shown}
            options={[
              { value: "planned", label: "Planned" },
              { value: "over", label: "Ended and cancelled" },
              { value: "all", label: "All" },
            ]}
            onChange={(value) => void setShown(value)}
          />
        </div>
        {error && !data && (
          <div className="p-4">
            <Failure title="The periodic jobs cannot be read">{error.message}</Failure>
          </div>
        )}
        {!items && !error && <SkeletonRows />}
        {items?.length === 0 && (
          <Empty
            title={
              shown === "over"
                ? "None has ended or was cancelled"
                : "There are no periodic jobs yet"
            }
          >
            {shown !== "over" && (
              <>
                <p>
                  They run a job again and again: at an interval, or by a cron expression in a zone.
                </p>
                <ButtonLink href="/jobs/new?mode=periodic">Create the first one</ButtonLink>
              </>
            )}
          </Empty>
        )}
        {items && items.length > 0 && (
          <Table caption="Periodic jobs">
            <Head>
              <Th>State</Th>
              <Th>Name</Th>
              <Th>Job type</Th>
              <Th>When</Th>
              <Th numeric>Runs</Th>
              <Th numeric>Last run</Th>
              <Th numeric>Next run</Th>
            </Head>
            <Body>
              {items.map((schedule) => (
                <ScheduleRow key={schedule.id} schedule={schedule} />
              ))}
            </Body>
          </Table>
        )}
      </Panel>
    </>
  );
}

function ScheduleRow({ schedule }: { schedule: Schedule }) {
  const { id, state, job, description, trigger, counters, lastRun, nextAt } = schedule;
  return (
    <Row className="relative hover:bg-sunken" data-schedule={id}>
      <Td>
        <ScheduleStateBadge state={state} />
      </Td>
      <Td className="max-sm:order-3 max-sm:w-full">
        <Link href={`/schedules/${id}`} className="font-medium after:absolute after:inset-0">
          {id}
        </Link>
      </Td>
      <Td className="max-sm:order-4">{job}</Td>
      <Td
        className="w-full max-w-0 truncate text-ink-2 max-sm:order-5 max-sm:max-w-full"
        title={trigger.kind === "cron" ? `${trigger.expression} ${trigger.timeZone}` : undefined}
      >
        {description}
      </Td>
      <Td numeric className="max-sm:hidden">
        {counters.fired}
      </Td>
      <Td numeric className="text-ink-3 max-sm:hidden">
        {lastRun === null ? "never" : <Ago at={lastRun.firedAt} />}
      </Td>
      <Td numeric className="max-sm:order-2 max-sm:ml-auto">
        {nextAt === null ? <span className="text-ink-3">none</span> : <Ago at={nextAt} />}
      </Td>
    </Row>
  );
}

function summaryOf(items: Schedule[]): string {
  const count = (state: Schedule["state"]) => items.filter((item) => item.state === state).length;
  const parts = [plural(count("active"), "active", "active")];
  if (count("paused") > 0) parts.push(`${count("paused")} paused`);
  if (count("error") > 0) parts.push(`${count("error")} in error`);
  return `${parts.join(", ")}.`;
}
