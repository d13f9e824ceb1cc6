"use client";
import { Field, TextInput } from "@/app/_ui/fields.tsx";
import { OptionGroup } from "../options/option-group.tsx";
import type { FormPartProps } from "../part-props.ts";
import { LengthInput } from "../typed/length-input.tsx";

export const SafetyFields = ({ form, errors, onChange }: FormPartProps) => (
  <OptionGroup title="Jitter and failures" help="For what many share, and for what keeps failing.">
    <Field
      label="Jitter"
      hint="Each run starts up to so long after its planned time, never past the next one."
      error={errors.jitterMs}
      optional
    >
      {(wiring) => (
        <LengthInput
          {...wiring}
          name="the jitter"
          placeholder="none"
          value={form.jitter}
          onChange={(jitter) => onChange({ jitter })}
        />
      )}
    </Field>
    <Field
      label="Pause after failures"
      hint="So many runs in a row that failed for good, with all their attempts."
      error={errors.pauseAfterFailures}
      optional
    >
      {(wiring) => (
        <TextInput
          {...wiring}
          inputMode="numeric"
          placeholder="never"
          value={form.pauseAfterFailures}
          onChange={({ target }) => onChange({ pauseAfterFailures: target.value })}
        />
      )}
    </Field>
  </OptionGroup>
);
