"use client";
import type { FormEvent, ReactNode } from "react";
import { Field, TextInput } from "@/app/_ui/fields.tsx";
import { errorWithin } from "@/app/_ui/sentences.ts";
import { KindsField } from "./kinds-field.tsx";
import type { TypedWebhook } from "./typed-webhook.ts";

interface WebhookFormProps {
  typed: TypedWebhook;
  onChange: (typed: TypedWebhook) => void;
  errors: Record<string, string>;
  /** What is said of its address. */
  addressHint: ReactNode;
  onSubmit: () => Promise<void>;
  /** The way out, and the verb. */
  children: ReactNode;
}

export function WebhookForm(props: WebhookFormProps) {
  const { typed, onChange, errors, addressHint, onSubmit, children } = props;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void onSubmit();
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Field label="Name" error={errors.name}>
        {(wiring) => (
          <TextInput
            {...wiring}
            maxLength={100}
            placeholder="on-call channel"
            value={typed.name}
            onChange={({ target }) => onChange({ ...typed, name: target.value })}
          />
        )}
      </Field>
      <Field label="Address" hint={addressHint} error={errors.url}>
        {(wiring) => (
          <TextInput
            {...wiring}
            inputMode="url"
            autoCapitalize="none"
            placeholder="https://"
            className="font-mono text-[12.5px]"
            value={typed.url}
            onChange={({ target }) => onChange({ ...typed, url: target.value })}
          />
        )}
      </Field>
      <KindsField typed={typed} onChange={onChange} error={errorWithin(errors, "kinds")} />
      <div className="flex flex-wrap justify-end gap-2">{children}</div>
    </form>
  );
}
