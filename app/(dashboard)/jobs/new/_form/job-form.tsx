"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { toast } from "sonner";
import { useZone } from "@/app/_live/zone.tsx";
import { client } from "@/app/_live/use-api.ts";
import { Button } from "@/app/_ui/button.tsx";
import { Failure } from "@/app/_ui/notices.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import { sentencesOf } from "@/app/_ui/sentences.ts";
import { ApiError, UnreachableError } from "@/lib/api/client.ts";
import type { JobTypeEntry } from "@/lib/api/system.ts";
import type { Job } from "@/lib/jobs/job.ts";
import type { JobState } from "@/lib/jobs/states.ts";
import { ArgsEditor } from "../_args/args-editor.tsx";
import { AsProgram } from "./as-program.tsx";
import { emptyForm, formFor, type FormState, requestOf } from "./form-state.ts";
import { LimitFields } from "./limit-fields.tsx";
import type { Mode } from "./new-job-query.ts";
import { OptionFields } from "./option-fields.tsx";
import { WhenFields } from "./when-fields.tsx";

interface JobFormProps {
  type: JobTypeEntry;
  from: Job | undefined;
  mode: Mode;
  onMode: (mode: Mode) => void;
}

type Errors = Record<string, string>;

export function JobForm({ type, from, mode, onMode }: JobFormProps) {
  const router = useRouter();
  const { timeZone } = useZone();
  const [form, setForm] = useState(() => formFor(emptyForm(timeZone), type, from));
  const [errors, setErrors] = useState<Errors>({});
  const [refusal, setRefusal] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const [refusals, setRefusals] = useState(0);
  const element = useRef<HTMLFormElement>(null);
  const attempt = useRef({ body: "", key: "" });
  const change = (part: Partial<FormState>) => {
    setForm((before) => ({ ...before, ...part }));
    setErrors((before) => withoutThoseOf(part, before));
  };
  const { body, problems } = requestOf(form, type.name, mode, timeZone);

  useEffect(() => {
    const submitOnKey = (event: KeyboardEvent) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey))
        element.current?.requestSubmit();
    };
    document.addEventListener("keydown", submitOnKey);
    return () => document.removeEventListener("keydown", submitOnKey);
  }, []);

  useEffect(() => {
    if (refusals > 0) element.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [refusals]);

  /** Shows what is wrong, and goes to the first field that is. */
  const refuse = (found: Errors) => {
    setErrors(found);
    setRefusals((count) => count + 1);
  };

  /** The same content has the same key: a second press, or a lost answer, makes no second job. */
  const keyFor = (text: string) => {
    if (attempt.current.body !== text) attempt.current = { body: text, key: crypto.randomUUID() };
    return attempt.current.key;
  };

  const create = async () => {
    if (isBusy) return;
    setRefusal(undefined);
    if (Object.keys(problems).length > 0) return refuse(problems);
    setErrors({});
    setBusy(true);
    const idempotencyKey = keyFor(`${mode} ${JSON.stringify(body)}`);
    try {
      if (mode === "periodic") {
        const { id } = await client.call("createSchedule", { body: body as never, idempotencyKey });
        toast.success(`The periodic job ${id} is planned.`);
        router.push(`/schedules/${id}`);
      } else {
        const job = await client.call("createJob", { body: body as never, idempotencyKey });
        if (job.isDuplicate) toast.info(duplicateText(job, form.unique.onConflict));
        else toast.success(CREATED[job.state] ?? "The job is ready.");
        router.push(`/jobs/${encodeURIComponent(job.id)}`);
      }
    } catch (error) {
      setBusy(false);
      if (!(error instanceof ApiError || error instanceof UnreachableError)) throw error;
      refuse(sentencesOf(error.fieldErrors));
      setRefusal(error.message);
    }
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void create();
  };

  return (
    <form
      ref={element}
      onSubmit={submit}
      noValidate
      aria-label={`New ${type.name} job`}
      className="flex flex-col gap-4"
    >
      <div className="grid gap-4 lg:grid-cols-2 [&>*]:min-w-0">
        <Panel title="With what" className="self-start">
          <ArgsEditor
            schema={type.argsSchema}
            value={form.args}
            errors={errors}
            onChange={(args) => change({ args })}
          />
        </Panel>
        <Panel title="When" className="self-start">
          <WhenFields form={form} mode={mode} errors={errors} onChange={change} onMode={onMode} />
        </Panel>
      </div>
      <OptionFields type={type} form={form} mode={mode} errors={errors} onChange={change} />
      <LimitFields
        type={type}
        form={form}
        isPeriodic={mode === "periodic"}
        errors={errors}
        onChange={change}
      />
      {refusal !== undefined && (
        <Failure
          title={
            mode === "periodic" ? "The periodic job was not created" : "The job was not created"
          }
        >
          {Object.keys(errors).length === 0 ? refusal : <ErrorList errors={errors} />}
        </Failure>
      )}
      <div className="sticky bottom-0 z-[5] flex flex-wrap items-center gap-3 border-t border-line bg-ground py-3 max-sm:bottom-[58px]">
        <Button type="submit" look="primary" disabled={isBusy}>
          {isBusy ? "Creating" : mode === "periodic" ? "Create periodic job" : "Create job"}
        </Button>
        <span className="text-sm text-ink-3 max-sm:hidden">or Ctrl Enter</span>
        <AsProgram body={body} mode={mode} />
      </div>
    </form>
  );
}

const ErrorList = ({ errors }: { errors: Errors }) => (
  <ul>
    {Object.entries(errors).map(([path, message]) => (
      <li key={path}>
        <span className="font-mono">{path}</span>: {message}
      </li>
    ))}
  </ul>
);

/** What was said about a field is no longer so once it has changed. */
function withoutThoseOf(part: Partial<FormState>, errors: Errors): Errors {
  const changed = Object.keys(part).map((name) => FIELD_PATHS[name] ?? name);
  const isKept = (path: string) =>
    !changed.some((field) => path === field || path.startsWith(`${field}.`));
  return Object.keys(errors).every(isKept)
    ? errors
    : Object.fromEntries(Object.entries(errors).filter(([path]) => isKept(path)));
}

/** The fields of the form whose path in the request is another. */
const FIELD_PATHS: Record<string, string> = {
  at: "runAt",
  delay: "delayMs",
  timeout: "timeoutMs",
  startDeadline: "startDeadlineMs",
};

const CREATED: Partial<Record<JobState, string>> = {
  scheduled: "The job is scheduled.",
  blocked: "The job waits for its parents.",
  cancelled: "A parent had not succeeded: the job is cancelled.",
};

/** A holder that waits takes over what was asked for, where that was asked to replace it. */
function duplicateText({ unique, state }: Job, onConflict: FormState["unique"]["onConflict"]) {
  const isChanged =
    (onConflict === "replace" || onConflict === "debounce") &&
    (state === "scheduled" || state === "ready");
  return `No job was made: this one holds the unique key ${unique?.key ?? ""}${isChanged ? ", and has the new arguments" : ""}.`;
}
