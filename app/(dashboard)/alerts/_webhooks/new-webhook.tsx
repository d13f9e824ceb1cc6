"use client";
import { useState } from "react";
import { useRefusal } from "@/app/_live/access.tsx";
import { useAction } from "@/app/_live/use-api.ts";
import { Button } from "@/app/_ui/button.tsx";
import { DialogClose, FormDialog } from "@/app/_ui/dialog.tsx";
import { sentencesOf } from "@/app/_ui/sentences.ts";
import type { AlertWebhookCreated } from "@/lib/api/alerts.ts";
import { BLANK, kindsOf } from "./typed-webhook.ts";
import { WebhookForm } from "./webhook-form.tsx";
import { WebhookSecret } from "./webhook-secret.tsx";

/** Makes a webhook, and shows its secret once. */
export function NewWebhook() {
  const refusal = useRefusal("alerts:change");
  const [isOpen, setOpen] = useState(false);
  const [made, setMade] = useState<AlertWebhookCreated | null>(null);
  if (refusal !== null)
    return (
      <Button look="primary" refusal={refusal}>
        New webhook
      </Button>
    );
  return (
    <FormDialog
      isOpen={isOpen}
      setOpen={(opens) => {
        setOpen(opens);
        if (opens) setMade(null);
      }}
      trigger={<Button look="primary">New webhook</Button>}
      title={made ? `The webhook ${made.webhook.name} is made` : "New webhook"}
      about={
        made
          ? undefined
          : "An address that is told when alerts begin and end, and which jobs have failed for good."
      }
    >
      {made ? <WebhookSecret made={made} /> : <NewWebhookForm onMade={setMade} />}
    </FormDialog>
  );
}

function NewWebhookForm({ onMade }: { onMade: (made: AlertWebhookCreated) => void }) {
  const action = useAction("createAlertWebhook");
  const [typed, setTyped] = useState(BLANK);
  const [errors, setErrors] = useState<Record<string, string>>({});

  const submit = async () => {
    setErrors({});
    const made = await action.run(
      { body: { name: typed.name, url: typed.url.trim(), kinds: kindsOf(typed) } },
      {
        done: ({ webhook }) => `The webhook ${webhook.name} is made.`,
        failed: "The webhook was not made",
        onFields: (found) => setErrors(sentencesOf(found)),
      },
    );
    if (made) onMade(made);
  };

  return (
    <WebhookForm
      typed={typed}
      onChange={setTyped}
      errors={errors}
      addressHint="As the receiver gave it to you. It may let whoever knows it write there, so only its beginning is shown again."
      onSubmit={submit}
    >
      <DialogClose render={<Button />}>Make none</DialogClose>
      <Button type="submit" look="primary" disabled={action.isBusy}>
        Make the webhook
      </Button>
    </WebhookForm>
  );
}
