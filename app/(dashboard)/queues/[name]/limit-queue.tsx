"use client";
import { Dialog } from "@base-ui/react/dialog";
import { type FormEvent, useState } from "react";
import { useRefusal } from "@/app/_live/access.tsx";
import { useAction } from "@/app/_live/use-api.ts";
import { Button } from "@/app/_ui/button.tsx";
import { Field, TextInput } from "@/app/_ui/fields.tsx";
import { queueLimitsText } from "@/app/_ui/limits.ts";
import { sentencesOf } from "@/app/_ui/sentences.ts";
import type { Queue } from "@/lib/api/system.ts";
import { LengthInput } from "../../_form/typed/length-input.tsx";
import { lengthField, lengthOf, whole } from "../../_form/typed/typed.ts";

/** Holds a queue to so many running jobs and so many starts, or lets it go. */
export function LimitQueue({ queue }: { queue: Queue }) {
  const [isOpen, setOpen] = useState(false);
  const refusal = useRefusal("queues:change", queue.name);
  if (refusal !== null)
    return (
      <Button compact className="text-ink" refusal={refusal}>
        Change limits
      </Button>
    );
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Trigger render={<Button compact className="text-ink" />}>
        Change limits
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[oklch(0.15_0.01_70/0.45)]" />
        <Dialog.Popup className="fixed top-1/2 left-1/2 z-50 w-[min(460px,calc(100vw-32px))] -translate-x-1/2 -translate-y-1/2 rounded-md border border-line bg-panel p-5 shadow-xl">
          <Dialog.Title className="text-lg font-semibold [overflow-wrap:anywhere]">
            Limits of the queue {queue.name}
          </Dialog.Title>
          <Dialog.Description className="mt-1 mb-4 text-ink-2">
            They hold for all executors together. What runs goes on; what is left empty has no
            limit.
          </Dialog.Description>
          <LimitForm queue={queue} close={() => setOpen(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function LimitForm({ queue: { name, limits }, close }: { queue: Queue; close: () => void }) {
  const [concurrency, setConcurrency] = useState(String(limits.concurrency ?? ""));
  const [limit, setLimit] = useState(String(limits.rate?.limit ?? ""));
  const [per, setPer] = useState(() => lengthOf(limits.rate?.perMs, "minutes"));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const action = useAction("limitQueue");
  const isLimited = queueLimitsText(limits) !== null;

  const set = async (body: unknown) => {
    setErrors({});
    const answer = await action.run(
      { params: { name }, body: body as never },
      {
        done: (queue) => {
          const text = queueLimitsText(queue.limits);
          return text === null
            ? `The queue ${name} has no limits.`
            : `The queue ${name} is held to ${text}.`;
        },
        failed: "The limits were not changed",
        onFields: (found) => setErrors(sentencesOf(found)),
      },
    );
    if (answer) close();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const rate = { limit: whole(limit), perMs: lengthField(per) };
    const hasRate = rate.limit !== undefined || rate.perMs !== undefined;
    void set({ concurrency: whole(concurrency) ?? null, rate: hasRate ? rate : null });
  };

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Field label="Most at once" hint="Jobs that run." error={errors.concurrency} optional>
        {(wiring) => (
          <TextInput
            {...wiring}
            inputMode="numeric"
            placeholder="no limit"
            value={concurrency}
            onChange={({ target }) => setConcurrency(target.value)}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Most starts" error={errors["rate.limit"] ?? errors.rate} optional>
          {(wiring) => (
            <TextInput
              {...wiring}
              inputMode="numeric"
              placeholder="no limit"
              value={limit}
              onChange={({ target }) => setLimit(target.value)}
            />
          )}
        </Field>
        <Field label="In any" error={errors["rate.perMs"]} optional>
          {(wiring) => (
            <LengthInput {...wiring} name="the span of the rate" value={per} onChange={setPer} />
          )}
        </Field>
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        {isLimited && (
          <Button
            look="bare"
            className="mr-auto"
            disabled={action.isBusy}
            onClick={() => void set({ concurrency: null, rate: null })}
          >
            Remove all limits
          </Button>
        )}
        <Dialog.Close render={<Button />}>Leave them</Dialog.Close>
        <Button type="submit" look="primary" disabled={action.isBusy}>
          Set the limits
        </Button>
      </div>
    </form>
  );
}
