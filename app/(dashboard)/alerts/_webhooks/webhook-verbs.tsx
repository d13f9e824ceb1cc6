"use client";
import { useRefusal } from "@/app/_live/access.tsx";
import { useAction } from "@/app/_live/use-api.ts";
import { Button } from "@/app/_ui/button.tsx";
import { Confirm } from "@/app/_ui/confirm.tsx";
import type { AlertWebhook, AlertWebhookTested } from "@/lib/api/alerts.ts";
import { EditWebhook } from "./edit-webhook.tsx";
import { outcomeText } from "./webhook-words.ts";

interface WebhookVerbsProps {
  webhook: AlertWebhook;
  onTested: (tested: AlertWebhookTested | null) => void;
}

export const WebhookVerbs = ({ webhook, onTested }: WebhookVerbsProps) => (
  <div className="flex items-center justify-end gap-0.5 max-sm:-mx-3 max-sm:flex-wrap sm:max-lg:grid sm:max-lg:grid-cols-2">
    <Test webhook={webhook} onTested={onTested} />
    <EditWebhook webhook={webhook} />
    <Switch webhook={webhook} />
    <Remove webhook={webhook} />
  </div>
);

function Test({ webhook: { id, name }, onTested }: WebhookVerbsProps) {
  const action = useAction("testAlertWebhook");
  const refusal = useRefusal("alerts:change");
  const test = async () => {
    onTested(null);
    const tested = await action.run(
      { params: { id } },
      {
        done: `${name} took the test.`,
        failed: `${name} did not take the test`,
        trouble: ({ isDelivered, status, error }) =>
          isDelivered ? null : outcomeText(status, error),
      },
    );
    if (tested) onTested(tested);
  };
  return (
    <Button look="bare" refusal={refusal} disabled={action.isBusy} onClick={() => void test()}>
      {action.isBusy ? "Testing…" : "Test"}
      <span className="sr-only"> {name}</span>
    </Button>
  );
}

/** Off it is told nothing; on again it is told as a new one is. */
function Switch({ webhook: { id, name, isEnabled } }: { webhook: AlertWebhook }) {
  const action = useAction("changeAlertWebhook");
  const refusal = useRefusal("alerts:change");
  const params = { id };
  const failed = `${name} is as it was`;
  const turnOn = () =>
    action.run(
      { params, body: { isEnabled: true } },
      { done: `${name} is told of what is open now.`, failed },
    );
  const turnOff = () =>
    action.run(
      { params, body: { isEnabled: false } },
      { done: `${name} is told nothing any more.`, failed, undo: turnOn },
    );
  return (
    <Button
      look="bare"
      refusal={refusal}
      disabled={action.isBusy}
      onClick={() => void (isEnabled ? turnOff() : turnOn())}
    >
      {isEnabled ? "Turn off" : "Turn on"}
      <span className="sr-only"> {name}</span>
    </Button>
  );
}

function Remove({ webhook: { id, name } }: { webhook: AlertWebhook }) {
  const action = useAction("removeAlertWebhook");
  const refusal = useRefusal("alerts:change");
  return (
    <Confirm
      trigger={
        <>
          Remove<span className="sr-only"> {name}</span>
        </>
      }
      triggerLook="bare"
      refusal={refusal}
      title={`Remove the webhook ${name}?`}
      action="Remove the webhook"
      onConfirm={async () =>
        (await action.run(
          { params: { id } },
          { done: `The webhook ${name} is removed.`, failed: "The webhook was not removed" },
        )) !== undefined
      }
    >
      <p>
        Its address is told nothing any more, from now on. This cannot be taken back: its address
        and its secret are gone with it.
      </p>
      <p>To keep it quiet for a while, turn it off instead.</p>
    </Confirm>
  );
}
