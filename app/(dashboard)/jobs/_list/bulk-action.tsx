"use client";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { useRefusal } from "@/app/_live/access.tsx";
import { type CallError, client, useAction } from "@/app/_live/use-api.ts";
import { Mono } from "@/app/_ui/code.tsx";
import { Confirm } from "@/app/_ui/confirm.tsx";
import { Field, TextInput } from "@/app/_ui/fields.tsx";
import { Failure } from "@/app/_ui/notices.tsx";
import { countText, plural } from "@/app/_ui/numbers.ts";
import type { JobFilter } from "@/lib/api/jobs.ts";
import type { OperationPreview } from "@/lib/api/operations.ts";
import type { OperationAction } from "@/lib/jobs/operation.ts";
import { filterText, OPERATION_WORDS } from "../../operations/_list/operation-words.ts";

/** Above, a person has to type the number: more is at stake than a slip of the hand should cost. */
const MOST_UNTYPED = 1_000;

interface BulkActionProps {
  action: OperationAction;
  filter: JobFilter;
  /** How many jobs it is for, where that is known before asking. */
  count: number | null;
}

/** A button, and behind it what will be done, to which jobs and how many. Leads to the operation. */
export function BulkAction({ action, filter, count }: BulkActionProps) {
  const { verb, consequence } = OPERATION_WORDS[action];
  const router = useRouter();
  const start = useAction("startOperation");
  const refusal = useRefusal(
    action === "delete" ? "jobs:delete" : "jobs:change",
    filter.queue ?? "*",
  );
  const { preview, problem, look } = usePreview(action, filter);
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const attempt = useRef({ reason: "", key: "" });
  const mustType = preview !== null && preview.count > MOST_UNTYPED;
  const isTyped = !mustType || typed.replace(/\D/g, "") === String(preview.count);
  const hasJobs = preview !== null && (preview.count > 0 || !preview.isWhole);

  const open = () => {
    setTyped("");
    attempt.current = { reason: "", key: crypto.randomUUID() };
    void look();
  };
  const confirm = async () => {
    if (preview === null) return false;
    // A lost answer may be asked for again, and starts nothing twice; with another reason it is another request.
    if (attempt.current.reason !== reason) attempt.current = { reason, key: crypto.randomUUID() };
    const operation = await start.run(
      {
        body: {
          action,
          filter,
          expectedCount: preview.count,
          ...(reason.trim() !== "" && { reason }),
        },
        idempotencyKey: attempt.current.key,
      },
      { done: "The operation has begun.", failed: "The operation was not begun" },
    );
    if (operation) router.push(`/operations/${operation.id}`);
    return operation !== undefined;
  };

  return (
    <Confirm
      trigger={`${verb} all${count === null ? "" : ` ${countText(count)}`}…`}
      triggerLook={action === "delete" ? "danger" : "quiet"}
      title={preview ? `${verb} ${extentText(preview)}?` : `${verb} jobs?`}
      action={preview ? `${verb} ${extentText(preview)}` : verb}
      keep="Leave them"
      refusal={refusal}
      isReady={hasJobs && isTyped}
      onOpen={open}
      onConfirm={confirm}
    >
      <p>
        Every job with <Mono className="text-ink">{filterText(action, filter)}</Mono>.
      </p>
      {problem !== null && <Failure title="The jobs could not be counted">{problem}</Failure>}
      {preview === null && problem === null && <p role="status">Counting them…</p>}
      {preview !== null && !hasJobs && <p>There is none: nothing is left to do.</p>}
      {hasJobs && (
        <>
          <p>{consequence}</p>
          <p>It is done in the background, and can be aborted half-way.</p>
          <Field label="Why" optional hint="Stands on the operation, for those who wonder.">
            {(wiring) => (
              <TextInput
                {...wiring}
                maxLength={200}
                value={reason}
                onChange={({ target }) => setReason(target.value)}
              />
            )}
          </Field>
        </>
      )}
      {mustType && (
        <Field label={`Type ${countText(preview.count)} to confirm`}>
          {(wiring) => (
            <TextInput
              {...wiring}
              inputMode="numeric"
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
            />
          )}
        </Field>
      )}
    </Confirm>
  );
}

/** The number stands still while the dialog is open: what is confirmed is what was read. */
function usePreview(action: OperationAction, filter: JobFilter) {
  const [preview, setPreview] = useState<OperationPreview | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const look = async () => {
    setPreview(null);
    setProblem(null);
    try {
      setPreview(await client.call("previewOperation", { query: { action, ...filter } }));
    } catch (error) {
      setProblem((error as CallError).message);
    }
  };
  return { preview, problem, look };
}

function extentText({ count, isWhole }: OperationPreview): string {
  return isWhole ? plural(count, "job") : `at least ${plural(count, "job")}`;
}
