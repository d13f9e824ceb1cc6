import { ArrowRight } from "lucide-react";
import { Body, Head, Row, Table, Td, Th } from "@/app/_ui/table.tsx";
import type { SaidChange } from "./changes.ts";

/** Each thing that changes, as it was and as it will be. */
export const ChangeTable = ({ changes }: { changes: SaidChange[] }) => (
  <Table caption="What changes" className="mt-3 border-t border-line">
    <Head>
      <Th>What</Th>
      <Th>Before</Th>
      <Th>After</Th>
    </Head>
    <Body>
      {changes.map(({ path, label, before, after }) => (
        <Row key={path}>
          <Td className="py-1.5 font-medium whitespace-normal max-sm:basis-full">{label}</Td>
          <Td className="py-1.5 whitespace-normal text-ink-2 [overflow-wrap:anywhere]">
            <span className="sr-only sm:hidden">before: </span>
            {before}
          </Td>
          <Td className="py-1.5 whitespace-normal [overflow-wrap:anywhere]">
            <ArrowRight aria-hidden size={13} className="mr-2 inline text-ink-3 sm:hidden" />
            <span className="sr-only sm:hidden">after: </span>
            {after}
          </Td>
        </Row>
      ))}
    </Body>
  </Table>
);
