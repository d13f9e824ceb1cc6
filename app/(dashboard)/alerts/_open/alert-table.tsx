"use client";
import { Ago } from "@/app/_live/times.tsx";
import { ALERT_KINDS } from "@/app/_ui/alert-kinds.ts";
import { ButtonLink } from "@/app/_ui/button.tsx";
import { classNames } from "@/app/_ui/class-names.ts";
import { Body, Head, Row, Table, Td, Th } from "@/app/_ui/table.tsx";
import type { OpenAlert } from "@/lib/api/alerts.ts";

interface AlertTableProps {
  alerts: (OpenAlert & { id: string })[];
  /** Ids of those that are over, while the list is held. */
  gone: ReadonlySet<string>;
}

export const AlertTable = ({ alerts, gone }: AlertTableProps) => (
  <Table caption="Open alerts">
    <Head>
      <Th>Alert</Th>
      <Th>What is so, and what to do</Th>
      <Th numeric>Since</Th>
      <Th>
        <span className="sr-only">Actions</span>
      </Th>
    </Head>
    <Body>
      {alerts.map((alert) => (
        <AlertRow key={alert.id} alert={alert} isGone={gone.has(alert.id)} />
      ))}
    </Body>
  </Table>
);

function AlertRow({ alert, isGone }: { alert: OpenAlert; isGone: boolean }) {
  const { kind, subject, message, detail, since, href } = alert;
  const { icon: Icon, word, isMild = false, way } = ALERT_KINDS[kind];
  return (
    <Row className={classNames(isGone && "opacity-55")}>
      <Td>
        <span
          className={classNames(
            "inline-flex items-center gap-1.5 align-middle font-medium",
            isMild ? "text-late" : "text-failed",
          )}
        >
          <Icon aria-hidden size={14} strokeWidth={2.2} />
          {word}
        </span>
      </Td>
      <Td className="w-full py-1.5 [overflow-wrap:anywhere] whitespace-normal max-sm:order-3">
        {message} <span className="text-ink-3">{detail}</span>
      </Td>
      <Td numeric className="text-ink-3 max-sm:order-2 max-sm:ml-auto">
        {since === null ? "just now" : <Ago at={since} />}
      </Td>
      <Td numeric className="py-1 max-sm:order-4 max-sm:py-1">
        <ButtonLink href={href}>
          {way}
          <span className="sr-only"> {subject}</span>
        </ButtonLink>
      </Td>
    </Row>
  );
}
