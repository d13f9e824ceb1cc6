"use client";
import Link from "next/link";
import { Ago } from "@/app/_live/times.tsx";
import { useApi } from "@/app/_live/use-api.ts";
import { useEachSecond } from "@/app/_live/use-each-second.ts";
import { ButtonLink } from "@/app/_ui/button.tsx";
import { Mono } from "@/app/_ui/code.tsx";
import { Empty, Failure, SkeletonRows } from "@/app/_ui/notices.tsx";
import { countText, plural } from "@/app/_ui/numbers.ts";
import { PageHeader } from "@/app/_ui/page-header.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import { OperationStateBadge } from "@/app/_ui/states.tsx";
import { Body, Head, Row, Table, Td, Th } from "@/app/_ui/table.tsx";
import { pathOf } from "@/lib/api/client.ts";
import type { Operation } from "@/lib/api/operations.ts";
import { isOperationOver } from "@/lib/jobs/operation.ts";
import { filterText, OPERATION_WORDS } from "./operation-words.ts";

export function OperationList() {
  const { data, error } = useApi("listOperations");
  const open = data?.items.filter(({ state }) => !isOperationOver(state)).length ?? 0;
  useEachSecond(pathOf("listOperations"), open > 0);
  return (
    <>
      <PageHeader
        title="Bulk operations"
        about={data && `${plural(data.items.length, "operation")} on many jobs, ${open} open.`}
      />
      <Panel label="Bulk operations">
        {error && !data && (
          <div className="p-4">
            <Failure title="The operations cannot be read">{error.message}</Failure>
          </div>
        )}
        {!data && !error && <SkeletonRows rows={3} />}
        {data?.items.length === 0 && (
          <Empty title="Nothing has been done to many jobs at once yet">
            <p>Filter the jobs; then retry, cancel or delete all that fit.</p>
            <ButtonLink href="/jobs?state=failed">Failed jobs</ButtonLink>
          </Empty>
        )}
        {data && data.items.length > 0 && (
          <Table caption="Bulk operations">
            <Head>
              <Th>State</Th>
              <Th>What</Th>
              <Th numeric>Jobs changed</Th>
              <Th className="max-lg:hidden">By</Th>
              <Th numeric>Asked for</Th>
            </Head>
            <Body>
              {data.items.map((operation) => (
                <OperationRow key={operation.id} operation={operation} />
              ))}
            </Body>
          </Table>
        )}
      </Panel>
    </>
  );
}

function OperationRow({ operation }: { operation: Operation }) {
  const { id, state, action, filter, changed, by, createdAt } = operation;
  return (
    <Row className="relative hover:bg-sunken">
      <Td>
        <OperationStateBadge state={state} />
      </Td>
      <Td className="w-full max-w-0 truncate max-sm:order-3 max-sm:max-w-full">
        <Link href={`/operations/${id}`} className="font-medium after:absolute after:inset-0">
          {OPERATION_WORDS[action].verb}{" "}
          <Mono className="font-normal text-ink-3">{filterText(action, filter)}</Mono>
        </Link>
      </Td>
      <Td numeric className="max-sm:order-4">
        {countText(changed)} <span className="text-ink-3 sm:hidden">changed</span>
      </Td>
      <Td className="max-w-40 truncate text-ink-3 max-lg:hidden">{by}</Td>
      <Td numeric className="text-ink-3 max-sm:order-2 max-sm:ml-auto">
        <Ago at={createdAt} />
      </Td>
    </Row>
  );
}
