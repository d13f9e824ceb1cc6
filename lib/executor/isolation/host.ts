import { isJobDefinition, type AnyJobDefinition } from "../../jobs/define-job.ts";
import { callHandler } from "../call-handler.ts";
import { checkedArgs } from "../checked-args.ts";
import { resultText } from "../result-text.ts";
import { Interruption } from "../interruption.ts";
import { hostContext } from "./host-context.ts";
import { openHostPort } from "./host-port.ts";
import { markHost } from "./inside.ts";
import type { ToHost } from "./protocol.ts";
import { Questions } from "./questions.ts";
import { sentError } from "./sent-error.ts";

/** What runs in a thread or child process: the handlers of one job type, one run at a time. */
markHost();
const questions = new Questions();
let loading: Promise<AnyJobDefinition> | null = null;
let current: { run: number; abort: AbortController } | null = null;

const tell = openHostPort((message) => {
  if (message.kind === "run") void perform(message);
  else if (message.kind === "answer") questions.hear(message);
  else if (current?.run === message.run)
    current.abort.abort(new Interruption(message.why, message.message));
});

// Nobody knows what state it leaves behind, so the executor starts another one for the next job.
process.on("uncaughtException", (error) =>
  tell({ kind: "crashed", error: sentError(error) }, () => process.exit(1)),
);

async function perform({ run, file, args, job }: ToHost & { kind: "run" }): Promise<void> {
  const abort = new AbortController();
  current = { run, abort };
  try {
    loading ??= definitionIn(file, job.type);
    const definition = await loading;
    const checked = checkedArgs(definition, JSON.parse(args));
    const away = hostContext(job, run, abort.signal, tell, questions);
    const context = { ...away, args: checked, jobType: definition.type };
    const result = await callHandler(definition, context, null);
    tell({ kind: "succeeded", run, result: resultText(result) });
  } catch (thrown) {
    tell({ kind: "failed", run, error: sentError(thrown) });
  }
}

/** @throws Error when the file cannot be imported or does not export the job type */
async function definitionIn(file: string, type: string): Promise<AnyJobDefinition> {
  const exported = Object.values((await import(file)) as Record<string, unknown>);
  const definition = exported.filter(isJobDefinition).find((job) => job.type.name === type);
  if (!definition)
    throw new Error(`${file} exports no job type ${type}: export it, as the default or by name.`);
  return definition;
}
