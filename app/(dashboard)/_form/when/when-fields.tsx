"use client";
import { useNow } from "@/app/_live/clock.tsx";
import { useZone } from "@/app/_live/zone.tsx";
import { Choice, Field } from "@/app/_ui/fields.tsx";
import { instantText } from "@/app/_ui/instants.ts";
import type { Mode } from "../asked/modes.ts";
import type { FormPartProps } from "../part-props.ts";
import { DueTimeField } from "../typed/due-time-field.tsx";
import { LengthInput } from "../typed/length-input.tsx";
import { lengthMs } from "../typed/typed.ts";
import { NameField } from "./name-field.tsx";
import { PeriodicFields } from "./periodic-fields.tsx";

const MODE_OPTIONS: { value: Mode; label: string }[] = [
  { value: "now", label: "Now" },
  { value: "in", label: "In a while" },
  { value: "at", label: "At a time" },
  { value: "periodic", label: "Periodic" },
];

/** When a new job is to run. */
export function WhenFields({
  mode,
  onMode,
  ...part
}: FormPartProps & { mode: Mode; onMode: (mode: Mode) => void }) {
  return (
    <>
      <Choice
        legend="When to run"
        isLegendHidden
        name="mode"
        value={mode}
        options={MODE_OPTIONS}
        onChange={onMode}
      />
      {mode === "now" && <p className="text-ink-2">It is ready as soon as it is created.</p>}
      {mode === "in" && <DelayField {...part} />}
      {mode === "at" && (
        <DueTimeField
          label="Date and time"
          due={part.form.due}
          error={part.errors.runAt}
          onChange={(due) => part.onChange({ due })}
        />
      )}
      {mode === "periodic" && (
        <>
          <NameField {...part} />
          <PeriodicFields {...part} />
        </>
      )}
    </>
  );
}

function DelayField({ form, errors, onChange }: FormPartProps) {
  const now = useNow();
  const { timeZone } = useZone();
  const delayMs = lengthMs(form.delay);
  return (
    <Field
      label="In"
      error={errors.delayMs}
      hint={delayMs !== undefined && `About ${instantText(now + delayMs, timeZone)}.`}
    >
      {(wiring) => (
        <LengthInput
          {...wiring}
          name="the wait"
          value={form.delay}
          onChange={(delay) => onChange({ delay })}
        />
      )}
    </Field>
  );
}
