import type { JobTypeEntry } from "@/lib/api/system.ts";
import { pastQuestion } from "../typed/due-time.ts";
import { instantOf, problemOf } from "../typed/wall-time.ts";
import { lengthMs, orAbsent } from "../typed/typed.ts";
import { optionsBody } from "./asked-options.ts";
import { timingBody } from "./asked-timing.ts";
import type { FormState } from "./form-state.ts";
import type { Mode } from "./modes.ts";
import type { Note } from "./note.ts";

export type Body = Record<string, unknown>;
export type Errors = Record<string, string>;

/** The body to send, and what the form itself knows to be wrong with it. */
export function requestOf(
  form: FormState,
  type: JobTypeEntry,
  mode: Mode,
  nowMs: number,
): { body: Body; problems: Errors } {
  const problems: Errors = {};
  const note: Note = (path, problem) => {
    problems[path] = problem;
    return undefined;
  };
  const body = {
    ...(mode === "periodic" && { id: orAbsent(form.id) }),
    job: type.name,
    args: form.args ?? {},
    ...whenBody(form, mode, nowMs, note),
    ...optionsBody(form, type, mode === "periodic"),
  };
  return { body: dropAbsent(body), problems };
}

function whenBody(form: FormState, mode: Mode, nowMs: number, note: Note): Body {
  switch (mode) {
    case "now":
      return {};
    case "in":
      return { delayMs: lengthMs(form.delay) ?? note("delayMs", "Say how long, as a number.") };
    case "at":
      return { runAt: runAtOf(form, nowMs, note) };
    case "periodic":
      return timingBody(form, note);
  }
}

function runAtOf({ due }: FormState, nowMs: number, note: Note): string | undefined {
  const problem = problemOf(due.time) ?? pastQuestion(due, nowMs);
  const instant = instantOf(due.time);
  if (problem !== undefined || instant === undefined)
    return note("runAt", problem ?? "Choose a date and a time.");
  return instant;
}

/** As JSON has it, so that what is left out compares as such. */
const dropAbsent = (body: Body): Body => JSON.parse(JSON.stringify(body)) as Body;
