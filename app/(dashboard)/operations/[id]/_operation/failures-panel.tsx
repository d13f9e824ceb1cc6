import Link from "next/link";
import { Mono } from "@/app/_ui/code.tsx";
import { countText } from "@/app/_ui/numbers.ts";
import { Panel } from "@/app/_ui/panel.tsx";
import { Body, Head, Row, Table, Td, Th } from "@/app/_ui/table.tsx";
import type { Operation } from "@/lib/api/operations.ts";

export function FailuresPanel({ operation: { failures, failed } }: { operation: Operation }) {
  const isCut = failures.length < failed;
  return (
    <Panel
      title="Jobs that could not be changed"
      aside={isCut && `the first ${failures.length} of ${countText(failed)}`}
    >
      <Table caption="Jobs that could not be changed">
        <Head>
          <Th>Job</Th>
          <Th>Why</Th>
        </Head>
        <Body>
          {failures.map(({ jobId, message }) => (
            <Row key={jobId}>
              <Td>
                <Link className="underline" href={`/jobs/${encodeURIComponent(jobId)}`}>
                  <Mono>{jobId}</Mono>
                </Link>
              </Td>
              <Td className="w-full max-w-0 truncate max-sm:max-w-full" title={message}>
                {message}
              </Td>
            </Row>
          ))}
        </Body>
      </Table>
    </Panel>
  );
}
