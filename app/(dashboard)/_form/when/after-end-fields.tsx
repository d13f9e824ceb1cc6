"use client";
import { CheckBox } from "@/app/_ui/check-box.tsx";
import { Field } from "@/app/_ui/fields.tsx";
import type { FormPartProps } from "../part-props.ts";
import { LengthInput } from "../typed/length-input.tsx";

export const AfterEndFields = ({ form, errors, onChange }: FormPartProps) => (
  <>
    <Field
      label="After each run has ended, wait"
      hint="However it ended, retries included. Then the next one runs."
      error={errors.afterEnd}
    >
      {(wiring) => (
        <LengthInput
          {...wiring}
          name="the wait after a run"
          value={form.afterEnd}
          onChange={(afterEnd) => onChange({ afterEnd })}
        />
      )}
    </Field>
    <CheckBox
      label="Run once at the beginning too"
      help="Otherwise the first run waits as long as the others."
      error={errors.immediately}
      isChecked={form.immediately}
      onChange={(immediately) => onChange({ immediately })}
    />
  </>
);
