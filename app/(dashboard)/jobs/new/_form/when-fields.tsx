"use client";
import { useNow } from "@/app/_live/clock.tsx";
import { useZone } from "@/app/_live/zone.tsx";
import { Choice, Field, TextInput } from "@/app/_ui/fields.tsx";
import { instantText, relativeText } from "@/app/_ui/instants.ts";
import { type FormState, instantOf } from "./form-state.ts";
import { LengthInput } from "./length-input.tsx";
import type { Mode } from "./new-job-query.ts";
import { PeriodicFields } from "./periodic-fields.tsx";
import { lengthMs } from "./typed.ts";

export interface FormPartProps {
  form: FormState;
  errors: Record<string, string>;
  onChange: (part: Partial<FormState>) => void;
}

const MODE_OPTIONS: { value: Mode; label: string }[] = [
  { value: "now", label: "Now" },
  { value: "in", label: "In a while" },
  { value: "at", label: "At a time" },
  { value: "periodic", label: "Periodic" },
];

export function WhenFields({
  mode,
  onMode,
  ...part
}: FormPartProps & { mode: Mode; onMode: (mode: Mode) => void }) {
  return (
    <div className="flex flex-col gap-3.5 p-3.5">
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
      {mode === "at" && <AtField {...part} />}
      {mode === "periodic" && <PeriodicFields {...part} />}
    </div>
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

function AtField({ form, errors, onChange }: FormPartProps) {
  const now = useNow();
  const { timeZone } = useZone();
  const { instant, problem, note } = instantOf(form.at, timeZone);
  const isPast = instant !== undefined && Date.parse(instant) < now;
  const error =
    errors.runAt ??
    problem ??
    (isPast ? "This time is past. Choose a later one, or Now." : undefined);
  return (
    <Field label={`Date and time in ${timeZone}`} error={error} hint={instant && echo(instant)}>
      {(wiring) => (
        <TextInput
          {...wiring}
          type="datetime-local"
          step={1}
          value={form.at}
          onChange={({ target }) => onChange({ at: target.value })}
        />
      )}
    </Field>
  );

  function echo(at: string) {
    return `${relativeText(at, now)} = ${instantText(at, timeZone)}${timeZone === "UTC" ? "" : ` = ${instantText(at, "UTC")}`}. ${note ?? ""}`;
  }
}
