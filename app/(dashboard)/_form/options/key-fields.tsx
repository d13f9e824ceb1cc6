"use client";
import { Field, TextInput } from "@/app/_ui/fields.tsx";
import { concurrencyText, rateLimitText } from "@/app/_ui/limits.ts";
import type { JobTypeEntry } from "@/lib/api/system.ts";
import { LengthInput } from "../typed/length-input.tsx";
import { OptionGroup } from "./option-group.tsx";
import type { FormPartProps } from "../part-props.ts";

type KeyFieldsProps = FormPartProps & { type: JobTypeEntry };

export function ConcurrencyFields({ form, errors, onChange, type }: KeyFieldsProps) {
  const { concurrency } = form;
  const change = (part: Partial<typeof concurrency>) =>
    onChange({ concurrency: { ...concurrency, ...part } });
  return (
    <OptionGroup
      title="Concurrency"
      help={withDefault(
        "Of the jobs of the queue with the same key, so many run at once.",
        type.concurrency && concurrencyText(type.concurrency),
      )}
    >
      <Field
        label="Concurrency key"
        hint="What they share: a customer, an account."
        error={errors["concurrency.key"] ?? errors.concurrency}
        optional
      >
        {(wiring) => (
          <TextInput
            {...wiring}
            placeholder={type.concurrency?.key ?? "none"}
            value={concurrency.key}
            onChange={({ target }) => change({ key: target.value })}
          />
        )}
      </Field>
      <Field label="Most at once" error={errors["concurrency.limit"]} optional>
        {(wiring) => (
          <TextInput
            {...wiring}
            inputMode="numeric"
            placeholder={String(type.concurrency?.limit ?? "no limit")}
            value={concurrency.limit}
            onChange={({ target }) => change({ limit: target.value })}
          />
        )}
      </Field>
    </OptionGroup>
  );
}

export function RateFields({ form, errors, onChange, type }: KeyFieldsProps) {
  const { rateLimit } = form;
  const change = (part: Partial<typeof rateLimit>) =>
    onChange({ rateLimit: { ...rateLimit, ...part } });
  return (
    <OptionGroup
      title="Rate"
      help={withDefault(
        "Of the jobs of the queue with the same key, so many start in any span of time.",
        type.rateLimit && rateLimitText(type.rateLimit),
      )}
    >
      <Field
        label="Rate key"
        hint="What they share: an API, a mailbox."
        error={errors["rateLimit.key"] ?? errors.rateLimit}
        optional
      >
        {(wiring) => (
          <TextInput
            {...wiring}
            placeholder={type.rateLimit?.key ?? "none"}
            value={rateLimit.key}
            onChange={({ target }) => change({ key: target.value })}
          />
        )}
      </Field>
      <Field label="Most starts" error={errors["rateLimit.limit"]} optional>
        {(wiring) => (
          <TextInput
            {...wiring}
            inputMode="numeric"
            placeholder={String(type.rateLimit?.limit ?? "no limit")}
            value={rateLimit.limit}
            onChange={({ target }) => change({ limit: target.value })}
          />
        )}
      </Field>
      <Field label="In any" error={errors["rateLimit.perMs"]} optional>
        {(wiring) => (
          <LengthInput
            {...wiring}
            name="the span of the rate"
            value={rateLimit.per}
            onChange={(per) => change({ per })}
          />
        )}
      </Field>
    </OptionGroup>
  );
}

const withDefault = (help: string, ofType: string | null) =>
  ofType === null ? help : `${help} Its job type says: ${ofType}.`;
