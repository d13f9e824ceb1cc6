import type { Body } from "./asked/request.ts";

/** What the form asks for, as something that asks for the same. */
export interface Program {
  body: Body;
  isPeriodic: boolean;
  /** The periodic job that is edited, and its revision. */
  edited?: { id: string; revision: number };
}

/** A call of the library. */
export function typescriptOf({ body, isPeriodic, edited }: Program): string {
  const fields = edited ? { id: edited.id, ...body } : body;
  const [verb, asked] = isPeriodic ? periodicCall(fields) : jobCall(fields);
  return `await service.${verb}(${literalOf(asked)});`;
}

function jobCall({ runAt, ...rest }: Body): [string, Body] {
  return ["scheduleJob", runAt === undefined ? rest : { ...rest, executionTime: new Code(runAt) }];
}

/** The library counts intervals in seconds. */
function periodicCall({ every, afterEnd, anchor, startAt, endAt, ...rest }: Body): [string, Body] {
  const isNamed = anchor === "start" || anchor === "epoch";
  const dated = {
    ...(anchor !== undefined && { anchor: isNamed ? anchor : new Code(anchor) }),
    ...(startAt !== undefined && { startAt: new Code(startAt) }),
    ...(endAt !== undefined && { endAt: new Code(endAt) }),
  };
  const { id, job, args, ...others } = rest;
  const first = { ...(id !== undefined && { id }), job, args };
  if (every !== undefined)
    return ["schedulePeriodic", { ...first, interval: secondsOf(every), ...dated, ...others }];
  if (afterEnd !== undefined)
    return ["scheduleAfterEnd", { ...first, delay: secondsOf(afterEnd), ...dated, ...others }];
  return ["scheduleCron", { ...first, ...dated, ...others }];
}

const secondsOf = (ms: unknown) => (typeof ms === "number" ? ms / 1_000 : ms);

/** An instant, as code that makes a Date of it. */
class Code {
  readonly instant: unknown;

  constructor(instant: unknown) {
    this.instant = instant;
  }
}

/** JSON, with names as programs write them, and dates. */
function literalOf(value: unknown, indent = ""): string {
  if (value instanceof Code) return `new Date(${JSON.stringify(value.instant)})`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((each) => literalOf(each, inner))
    : Object.entries(value).map(([name, each]) => `${nameOf(name)}: ${literalOf(each, inner)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  if (lines.length === 0) return `${open}${close}`;
  return `${open}\n${lines.map((line) => inner + line).join(",\n")}\n${indent}${close}`;
}

/** In brackets it is a member like any other, where bare or quoted it would set the prototype. */
function nameOf(name: string): string {
  if (name === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

/** A call of the HTTP API. */
export function curlOf({ body, isPeriodic, edited }: Program, origin: string): string {
  const address = `${origin}/api/v1/${isPeriodic ? "schedules" : "jobs"}`;
  const text = JSON.stringify(body, null, 2).replaceAll("'", String.raw`'\''`);
  return [
    edited ? `curl -X PUT ${address}/${edited.id} \\` : `curl ${address} \\`,
    `  -H "Authorization: Bearer $CARILLON_ADMIN_TOKEN" \\`,
    `  -H "Content-Type: application/json" \\`,
    ...(edited ? [`  -H 'If-Match: "${edited.revision}"' \\`] : []),
    `  -d '${text}'`,
  ].join("\n");
}
