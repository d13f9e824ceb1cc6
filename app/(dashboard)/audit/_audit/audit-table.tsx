"use client";
import { Check, ChevronRight, X } from "lucide-react";
import Link from "next/link";
import { useId, useState } from "react";
import { At } from "@/app/_live/times.tsx";
import { classNames } from "@/app/_ui/class-names.ts";
import { Mono } from "@/app/_ui/code.tsx";
import { Body, Head, Row, Table, Td, Th } from "@/app/_ui/table.tsx";
import type { AuditEntry } from "@/lib/api/audit.ts";
import { AuditDetails } from "./audit-details.tsx";
import { actionWords, targetHref } from "./audit-words.ts";

export const AuditTable = ({ entries }: { entries: AuditEntry[] }) => (
  <Table caption="Audit log">
    <Head>
      <Th>Outcome</Th>
      <Th>When</Th>
      <Th>Who</Th>
      <Th>What</Th>
      <Th>To what</Th>
      <Th className="max-lg:hidden">From</Th>
    </Head>
    <Body>
      {entries.map((entry) => (
        <AuditRow key={entry.id} entry={entry} />
      ))}
    </Body>
  </Table>
);

function AuditRow({ entry }: { entry: AuditEntry }) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const { at, actor, via, action, target, address } = entry;
  const href = targetHref(target);
  return (
    <>
      <Row className={classNames("hover:bg-sunken", isOpen && "border-0 bg-sunken")}>
        <Td>
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={isOpen ? id : undefined}
            onClick={() => setOpen(!isOpen)}
            className="inline-flex min-h-6 items-center gap-1.5 rounded pr-1.5 pointer-coarse:min-h-11"
          >
            <ChevronRight
              aria-hidden
              size={14}
              className={classNames("text-ink-3 transition-transform", isOpen && "rotate-90")}
            />
            <Outcome entry={entry} />
            <span className="sr-only">: details</span>
          </button>
        </Td>
        <Td className="text-ink-3 max-sm:order-3 max-sm:w-full sm:max-lg:min-w-40 sm:max-lg:whitespace-normal">
          <At at={at} />
        </Td>
        <Td
          className="max-w-44 truncate font-medium sm:max-lg:max-w-28"
          title={`${actor}, by ${via}`}
        >
          {actor}
        </Td>
        <Td className="sm:max-lg:whitespace-normal">{actionWords(action)}</Td>
        <Td className="w-full max-w-0 truncate max-sm:max-w-full" title={target}>
          {href === null ? (
            <Mono>{target}</Mono>
          ) : (
            <Link href={href} className="inline-flex min-h-6 items-center underline">
              <Mono>{target}</Mono>
            </Link>
          )}
        </Td>
        <Td className="text-ink-3 max-lg:hidden">
          <Mono>{address}</Mono>
        </Td>
      </Row>
      {isOpen && (
        <Row className="bg-sunken">
          <td id={id} colSpan={6} className="px-3.5 pb-3 max-sm:w-full max-sm:p-0 max-sm:pb-2">
            <AuditDetails entry={entry} />
          </td>
        </Row>
      )}
    </>
  );
}

function Outcome({ entry: { code, status } }: { entry: AuditEntry }) {
  const isDone = code === null;
  const Icon = isDone ? Check : X;
  return (
    <span
      className={classNames(
        "inline-flex items-center gap-1.5 font-medium",
        isDone ? "text-succeeded" : "text-failed",
      )}
      title={`HTTP ${status}`}
    >
      <Icon aria-hidden size={14} strokeWidth={2.2} />
      {isDone ? "Done" : (REFUSALS[code] ?? "Refused")}
    </span>
  );
}

/** Why it was refused, in a word. */
const REFUSALS: Record<string, string> = {
  forbidden: "Not allowed",
  unauthenticated: "Not signed in",
  too_many_requests: "Too many",
  not_found: "Not found",
  invalid_fields: "Bad input",
  unavailable: "Redis away",
  redis_full: "Redis full",
  internal: "Failed",
};
