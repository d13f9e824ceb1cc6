"use client";
import { useState } from "react";
import { useRefusal } from "@/app/_live/access.tsx";
import { Ago } from "@/app/_live/times.tsx";
import { useAction } from "@/app/_live/use-api.ts";
import { Button } from "@/app/_ui/button.tsx";
import { DialogClose, FormDialog } from "@/app/_ui/dialog.tsx";
import { sentencesOf } from "@/app/_ui/sentences.ts";
import type { AlertWebhook } from "@/lib/api/alerts.ts";
import { changeOf, typedWebhook } from "./typed-webhook.ts";
import { WebhookForm } from "./webhook-form.tsx";

export function EditWebhook({ webhook }: { webhook: AlertWebhook }) {
  const { name, createdAt, createdBy } = webhook;
  const refusal = useRefusal("alerts:change");
  const [isOpen, setOpen] = useState(false);
  const words = (
    <>
      Edit<span className="sr-only"> {name}</span>
    </>
  );
  if (refusal !== null)
    return (
      <Button look="bare" refusal={refusal}>
        {words}
      </Button>
    );
  return (
    <FormDialog
      isOpen={isOpen}
      setOpen={setOpen}
      trigger={<Button look="bare">{words}</Button>}
      title={`The webhook ${name}`}
      about={
        <>
          Made <Ago at={createdAt} /> by {createdBy}. It keeps its secret.
        </>
      }
    >
      <EditWebhookForm webhook={webhook} onSaved={() => setOpen(false)} />
    </FormDialog>
  );
}

interface EditWebhookFormProps {
  webhook: AlertWebhook;
  onSaved: () => void;
}

function EditWebhookForm({ webhook, onSaved }: EditWebhookFormProps) {
  const action = useAction("changeAlertWebhook");
  const [base] = useState(webhook);
  const [typed, setTyped] = useState(() => typedWebhook(base));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const change = changeOf(base, typed);

  const submit = async () => {
    if (change === null) return;
    setErrors({});
    const saved = await action.run(
      { params: { id: base.id }, body: change },
      {
        done: ({ name }) => `The webhook ${name} is changed.`,
        failed: "The webhook was not changed",
        onFields: (found) => setErrors(sentencesOf(found)),
      },
    );
    if (saved) onSaved();
  };

  return (
    <WebhookForm
      typed={typed}
      onChange={setTyped}
      errors={errors}
      addressHint={`Empty, it keeps the one it has at ${base.origin}. At another one it is told anew what is open.`}
      onSubmit={submit}
    >
      <DialogClose render={<Button />}>Leave it as it is</DialogClose>
      <Button type="submit" look="primary" disabled={change === null || action.isBusy}>
        Save the webhook
      </Button>
    </WebhookForm>
  );
}
