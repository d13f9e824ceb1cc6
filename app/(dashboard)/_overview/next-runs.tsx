"use client";
import Link from "next/link";
import { Ago } from "@/app/_live/times.tsx";
import { useApi } from "@/app/_live/use-api.ts";
import { Empty, SkeletonRows } from "@/app/_ui/notices.tsx";
import { OutcomeStrip } from "@/app/_ui/outcome-strip.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import { Body, Head, Row, Table, Td, Th } from "@/app/_ui/table.tsx";
import { NewLink } from "../_shell/new-link.tsx";

const MOST_SHOWN = 8;
const SHOWN_OUTCOMES = 14;

export function NextRuns() {
  const { data } = useApi("listSchedules");
  const next = data?.items
    .filter((schedule) => schedule.nextAt !== null)
    .toSorted((a, b) => (a.nextAt! < b.nextAt! ? -1 : 1))
    .slice(0, MOST_SHOWN);
  return (
    <Panel
      title="Periodic jobs, next"
      aside={
        <Link href="/schedules" className="underline">
          all
        </Link>
      }
    >
      {next === undefined ? (
        <SkeletonRows rows={3} />
      ) : next.length === 0 ? (
        <Empty title="No periodic job is planned">
          <NewLink query={{ mode: "periodic" }}>Create one</NewLink>
        </Empty>
      ) : (
        <Table caption="Periodic jobs that run next">
          <Head>
            <Th>Periodic job</Th>
            <Th>When</Th>
            <Th className="max-md:hidden">Last {SHOWN_OUTCOMES}</Th>
            <Th numeric>Next</Th>
          </Head>
          <Body>
            {next.map(({ id, description, nextAt, recent }) => (
              <Row key={id}>
                <Td className="max-w-36 truncate">
                  <Link href={`/schedules/${id}`} className="hover:underline">
                    {id}
                  </Link>
                </Td>
                <Td
                  className="w-full max-w-0 truncate text-ink-3 max-sm:max-w-full"
                  title={description}
                >
                  {description}
                </Td>
                <Td className="max-md:hidden">
                  <OutcomeStrip
                    name={id}
                    href={`/schedules/${id}`}
                    recent={recent.slice(0, SHOWN_OUTCOMES)}
                  />
                </Td>
                <Td numeric className="max-sm:ml-auto">
                  <Ago at={nextAt!} />
                </Td>
              </Row>
            ))}
          </Body>
        </Table>
      )}
    </Panel>
  );
}
