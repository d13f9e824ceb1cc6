"use client";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { toast } from "sonner";
import { useRefusal } from "@/app/_live/access.tsx";
import { useClock } from "@/app/_live/clock.tsx";
import { client } from "@/app/_live/use-api.ts";
import { Button } from "@/app/_ui/button.tsx";
import type { JobTypeEntry } from "@/lib/api/system.ts";
import type { Job } from "@/lib/jobs/job.ts";
import type { JobState } from "@/lib/jobs/states.ts";
import { AsProgram } from "../../../_form/as-program.tsx";
import { AskedFields } from "../../../_form/asked-fields.tsx";
import type { FormState } from "../../../_form/asked/form-state.ts";
import type { Mode } from "../../../_form/asked/modes.ts";
import { type Body, requestOf } from "../../../_form/asked/request.ts";
import { FormFrame } from "../../../_form/form-frame.tsx";
import { useForm } from "../../../_form/use-form.ts";
import { WhenFields } from "../../../_form/when/when-fields.tsx";
import { useUnsaved } from "../../../_shell/unsaved.tsx";

interface JobFormProps {
  type: JobTypeEntry;
  initial: () => FormState;
  mode: Mode;
  onMode: (mode: Mode) => void;
}

/** Asks for a new job, or a periodic one. */
export function JobForm({ type, initial, mode, onMode }: JobFormProps) {
  const router = useRouter();
  const clock = useClock();
  const form = useForm(initial);
  const [isBusy, setBusy] = useState(false);
  const attempt = useRef({ text: "", key: "" });
  const isPeriodic = mode === "periodic";
  const leaveFreely = useUnsaved(form.isTouched);
  const refusal = useRefusal(
    isPeriodic ? "schedules:change" : "jobs:create",
    form.form.queue || type.queue,
  );
  const request = () => requestOf(form.form, type, mode, clock.now());
  const part = { form: form.form, errors: form.errors, onChange: form.change };

  /** The same content has the same key: a second press, or a lost answer, makes no second job. */
  const keyFor = (body: Body) => {
    const text = `${mode} ${JSON.stringify(body)}`;
    if (attempt.current.text !== text) attempt.current = { text, key: crypto.randomUUID() };
    return attempt.current.key;
  };

  const create = async () => {
    if (isBusy || refusal !== null) return;
    const { body, problems } = request();
    if (Object.keys(problems).length > 0) return form.refuse({ errors: problems });
    form.clear();
    setBusy(true);
    const input = { body: body as never, idempotencyKey: keyFor(body) };
    try {
      if (isPeriodic) {
        const { id } = await client.call("createSchedule", input);
        toast.success(`The periodic job ${id} is planned.`);
        leaveFreely();
        router.push(`/schedules/${id}`);
      } else {
        const job = await client.call("createJob", input);
        if (job.isDuplicate) toast.info(duplicateText(job, form.form.unique.onConflict));
        else toast.success(CREATED[job.state] ?? "The job is ready.");
        leaveFreely();
        router.push(`/jobs/${encodeURIComponent(job.id)}`);
      }
    } catch (error) {
      setBusy(false);
      form.refuseFor(error);
    }
  };

  return (
    <FormFrame
      label={`New ${type.name} job`}
      form={form}
      refusedTitle={isPeriodic ? "The periodic job was not created" : "The job was not created"}
      onSubmit={() => void create()}
      actions={
        <>
          <Button type="submit" look="primary" refusal={refusal} disabled={isBusy}>
            {isBusy ? "Creating" : isPeriodic ? "Create periodic job" : "Create job"}
          </Button>
          <span className="text-sm text-ink-3 max-sm:hidden">or Ctrl Enter</span>
          <AsProgram program={() => ({ body: request().body, isPeriodic })} />
        </>
      }
    >
      <AskedFields
        {...part}
        type={type}
        isPeriodic={isPeriodic}
        when={<WhenFields {...part} mode={mode} onMode={onMode} />}
      />
    </FormFrame>
  );
}

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
