"use client";
import { useEffect, useRef } from "react";
import { Button } from "@/app/_ui/button.tsx";
import { Code } from "@/app/_ui/code.tsx";
import { DialogClose } from "@/app/_ui/dialog.tsx";
import type { AlertWebhookCreated } from "@/lib/api/alerts.ts";

const VERIFY = `import { Webhook } from "standardwebhooks";

// The body as it came, not yet parsed.
new Webhook(secret).verify(body, headers);`;

/** The only sight of a webhook's secret, and what it is for. */
export function WebhookSecret({ made: { secret } }: { made: AlertWebhookCreated }) {
  const text = useRef<HTMLParagraphElement>(null);
  // The form that had the focus is gone.
  useEffect(() => text.current?.focus(), []);
  return (
    <div className="flex flex-col gap-4">
      <p ref={text} tabIndex={-1} className="text-ink-2 outline-none">
        Copy its secret now: it is shown this once. Every message is signed with it, so that the
        receiver can tell that it comes from here.
      </p>
      <div className="rounded-md border border-line bg-sunken">
        <Code text={secret} name="the secret" />
      </div>
      <p className="text-ink-2">
        Slack and Mattermost need none. A program of yours verifies with any library of Standard
        Webhooks (standardwebhooks.com):
      </p>
      <div className="rounded-md border border-line bg-sunken">
        <Code text={VERIFY} name="the program" />
      </div>
      <p className="text-sm text-ink-3">
        By hand: <code className="font-mono">webhook-signature</code> is{" "}
        <code className="font-mono">v1,</code> and the base64 of the HMAC-SHA256 of{" "}
        <code className="font-mono">webhook-id.webhook-timestamp.body</code>; the key is what
        follows <code className="font-mono">whsec_</code>, decoded from base64.
      </p>
      <div className="flex justify-end">
        <DialogClose render={<Button look="primary" />}>I have kept it</DialogClose>
      </div>
    </div>
  );
}
