"use client";
import { Select } from "@/app/_ui/fields.tsx";
import { AuditOutcome } from "@/lib/api/audit.ts";
import { api } from "@/lib/api/contract.ts";
import type { Endpoint } from "@/lib/api/endpoint.ts";
import { TimeFilter } from "../../_filters/time-filter.tsx";
import type { Span } from "../../_filters/time-range.ts";
import { TypedInput } from "../../_filters/typed-input.tsx";
import type { AuditChange, AuditQuery } from "./audit-query.ts";
import { actionWords } from "./audit-words.ts";

/** What stands in the log when it is done; reads stand there only when they are refused. Who comes from elsewhere comes by a link. */
const ACTIONS = Object.entries(api as Record<string, Endpoint>)
  .filter(([, { method, isExport }]) => method !== "GET" || isExport === true)
  .map(([name]) => name)
  .concat("signInElsewhere")
  .toSorted();

const OUTCOMES = { done: "Done", refused: "Refused" } as const;

interface AuditFiltersProps {
  query: AuditQuery;
  within: Span | null;
  onChange: (change: AuditChange) => void;
  /** For what changes while one types: the way back does not lead through every word. */
  onType: (change: AuditChange) => void;
}

export function AuditFilters({ query, within, onChange, onType }: AuditFiltersProps) {
  const { actor = "", action = "", target = "", requestId = "", outcome = "" } = query;
  return (
    <search
      aria-label="Filters"
      className="grid grid-cols-2 items-center gap-2 border-b border-line px-3.5 py-2 sm:flex sm:flex-wrap"
    >
      <TypedInput
        aria-label="Who"
        placeholder="Anybody"
        maxLength={128}
        className="border-line sm:w-32"
        value={actor}
        onCommit={(text) => onType({ actor: text.trim() || null })}
      />
      <Select
        aria-label="What was done"
        className="border-line sm:w-auto sm:max-w-52"
        value={action}
        onChange={({ target: { value } }) => onChange({ action: value || null })}
      >
        <option value="">Anything</option>
        {(action === "" || ACTIONS.includes(action) ? ACTIONS : [action, ...ACTIONS]).map(
          (name) => (
            <option key={name} value={name}>
              {actionWords(name)}
            </option>
          ),
        )}
      </Select>
      <TypedInput
        type="search"
        aria-label="What it was done to, or a request id"
        aria-keyshortcuts="/"
        placeholder="A job id, a queue, a request id"
        maxLength={200}
        className="col-span-2 border-line sm:w-auto sm:max-w-72 sm:min-w-48 sm:flex-1"
        value={requestId === "" ? target : requestId}
        onCommit={(text) => onType(sought(text.trim()))}
      />
      <Select
        aria-label="Outcome"
        className="border-line sm:w-auto"
        value={outcome}
        onChange={({ target: { value } }) => onChange({ outcome: value || null })}
      >
        <option value="">Done or refused</option>
        {AuditOutcome.options.map((name) => (
          <option key={name} value={name}>
            {OUTCOMES[name]}
          </option>
        ))}
      </Select>
      <TimeFilter query={query} within={within} onChange={onChange} />
    </search>
  );
}

const REQUEST_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Who has a request id, from an answer or from the logs, pastes it where everything else is looked for. */
function sought(text: string): AuditChange {
  if (REQUEST_ID.test(text)) return { requestId: text.toLowerCase(), target: null };
  return { requestId: null, target: text || null };
}
