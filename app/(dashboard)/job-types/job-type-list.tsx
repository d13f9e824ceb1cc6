"use client";
import Link from "next/link";
import { useApi } from "@/app/_live/use-api.ts";
import { Empty, Failure, SkeletonRows } from "@/app/_ui/notices.tsx";
import { plural } from "@/app/_ui/numbers.ts";
import { PageHeader } from "@/app/_ui/page-header.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import { Body, Head, Row, Table, Td, Th } from "@/app/_ui/table.tsx";
import { NewLink } from "../_shell/new-link.tsx";

export function JobTypeList() {
  const { data, error } = useApi("listJobTypes");
  return (
    <>
      <PageHeader
        title="Job types"
        about={data && `${plural(data.items.length, "function")} that executors have published.`}
      />
      <Panel label="Job types">
        {error && !data && <Failure title="The job types cannot be read">{error.message}</Failure>}
        {!data && !error && <SkeletonRows rows={4} />}
        {data?.items.length === 0 && (
          <Empty title="No executor has published any yet">
            Put a file with a defineJob into workers/jobs and start an executor.
          </Empty>
        )}
        {data && data.items.length > 0 && (
          <Table caption="Job types">
            <Head>
              <Th>Job type</Th>
              <Th>What it does</Th>
              <Th>Queue</Th>
              <Th numeric>Attempts</Th>
              <Th numeric>Executors</Th>
              <Th>
                <span className="sr-only">Run it</span>
              </Th>
            </Head>
            <Body>
              {data.items.map(({ name, description, queue, attempts, executors }) => (
                <Row key={name} className="relative hover:bg-sunken">
                  <Td>
                    <Link
                      href={`/job-types/${name}`}
                      className="font-medium after:absolute after:inset-0"
                    >
                      {name}
                    </Link>
                  </Td>
                  <Td className="w-full max-w-0 truncate text-ink-2 max-sm:order-3 max-sm:max-w-full max-sm:whitespace-normal">
                    {description}
                  </Td>
                  <Td className="max-sm:hidden">{queue}</Td>
                  <Td numeric className="max-sm:hidden">
                    {attempts}
                  </Td>
                  <Td
                    numeric
                    className={executors.length === 0 ? "font-medium text-failed" : "max-sm:hidden"}
                  >
                    {executors.length === 0 ? "none" : executors.length}
                  </Td>
                  <Td numeric className="relative z-[1] max-sm:ml-auto">
                    <NewLink compact query={{ type: name }}>
                      Run
                      <span className="sr-only"> {name}</span>
                    </NewLink>
                  </Td>
                </Row>
              ))}
            </Body>
          </Table>
        )}
      </Panel>
    </>
  );
}
