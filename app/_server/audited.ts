import type { Endpoint } from "@/lib/api/endpoint.ts";
import type { AuditRecord } from "@/lib/auth/audit.ts";
import type { Json } from "@/lib/jobs/json.ts";
import { Redaction } from "@/lib/jobs/redaction.ts";
import { CarillonError, ERROR_STATUS } from "@/lib/errors.ts";
import type { SchedulerService } from "@/lib/scheduler/service.ts";
import type { Caller } from "./authenticate.ts";
import type { Backend } from "./backend.ts";
import { addressOf, networkOf } from "./peer.ts";

/** What is known of a request while it is worked on; it ends as one line of the audit log. */
export interface Trail {
  action: string;
  caller: Caller | null;
  params: unknown;
  before: unknown;
  /** Who it turned out to be, where there is no caller yet. */
  actor?: string;
  /** What it was done to, where the path does not say. */
  target?: string;
}

/** What a service reads it has redacted; an answer may have more, the secret of a new token say. */
const byName = new Redaction();
const shown = (value: unknown) => JSON.stringify(byName.hide(value as Json, "value").value);

type Outcome = { status: number; answer: unknown } | { error: CarillonError };

const SPAN_MS = 60_000;
/** Refusals that are written down, of one and of all who are not known. What is refused costs its sender nothing, and the log forgets. */
const MOST_REFUSALS = { limit: 60, spanMs: SPAN_MS };
const MOST_OF_STRANGERS = { limit: 300, spanMs: SPAN_MS };

/** Whether a request is written down: every change, every export, and every refusal to somebody who is not allowed. */
const isAudited = ({ method, permission, isExport }: Endpoint, outcome: Outcome) =>
  (method !== "GET" && permission !== "read") ||
  isExport === true ||
  ("error" in outcome && outcome.error.code === "forbidden");

/** Writes down what was done or refused. That it cannot be written is logged, and takes nothing back. */
export async function writeTrail(
  request: Request,
  requestId: string,
  trail: Trail,
  endpoint: Endpoint,
  outcome: Outcome,
  backend: Backend,
): Promise<void> {
  if (!isAudited(endpoint, outcome)) return;
  const { action, caller, params, before } = trail;
  const refused = "error" in outcome ? outcome.error : null;
  const record = {
    actor: trail.actor ?? caller?.access.actor ?? "nobody",
    via: caller?.via ?? "nothing",
    action,
    target: trail.target ?? targetOf(endpoint, params, outcome),
    status: refused ? ERROR_STATUS[refused.code] : (outcome as { status: number }).status,
    code: refused?.code ?? "",
    address: addressOf(request),
    requestId,
    before: before === undefined ? "" : shown(before),
    after: refused ? "" : shown((outcome as { answer: unknown }).answer),
  };
  await writeRecord(record, caller, backend);
}

/** A line of the audit log, unless it is one refusal too many. */
export async function writeRecord(
  record: AuditRecord,
  caller: Caller | null,
  backend: Backend,
): Promise<void> {
  const { before: _before, after: _after, ...entry } = record;
  const { code, address, requestId, action } = entry;
  backend.logger.info(entry, code === "" ? "done" : "refused");
  try {
    if (code !== "" && (await isFlood(caller, address, backend))) return;
    await backend.audit.write(record);
  } catch (error) {
    backend.logger.error({ err: error, requestId, action }, "the audit log cannot be written");
  }
}

/** Whether somebody is refused so often that writing it down would push out what others did. */
async function isFlood(
  caller: Caller | null,
  address: string,
  { attempts }: Backend,
): Promise<boolean> {
  const who = caller?.subject ?? networkOf(address);
  if ((await attempts.note("refused", who, MOST_REFUSALS)) !== null) return true;
  return (
    caller === null && (await attempts.note("refused", "strangers", MOST_OF_STRANGERS)) !== null
  );
}

/** `/api/v1/jobs/{id}/cancel` with an id is `jobs <id>`; what was made is known by its answer. */
function targetOf({ path, status }: Endpoint, params: unknown, outcome: Outcome): string {
  const [named] = Object.values((params ?? {}) as Record<string, string>);
  const made = status === 201 && "answer" in outcome ? nameOf(outcome.answer) : undefined;
  const kind = path.split("/")[3] ?? "";
  const value = named ?? made;
  return value === undefined ? kind : `${kind} ${value}`;
}

/** The id or the name of what was made; of a token, a batch, which come with more, theirs. */
function nameOf(answer: unknown): string | undefined {
  const { id, name, token, batch } = (answer ?? {}) as Record<string, unknown>;
  const own = id ?? name;
  if (typeof own === "string") return own;
  const inner = token ?? batch;
  return inner === undefined ? undefined : nameOf(inner);
}

/** What a change is made to, as it was before it; undefined where there is none, or it is made by the change. */
export async function readBefore(
  { concerns, method }: Endpoint,
  params: unknown,
  service: SchedulerService,
): Promise<unknown> {
  if (method === "GET") return undefined;
  const { id = "", name = "" } = (params ?? {}) as { id?: string; name?: string };
  try {
    if (concerns === "job") return await service.getJob(id);
    if (concerns === "schedule") return await service.getSchedule(id);
    if (concerns === "queue") return await service.getQueue(name);
    if (concerns === "operation") return await service.getOperation(id);
  } catch (error) {
    if (!(error instanceof CarillonError)) throw error;
  }
  return undefined;
}
