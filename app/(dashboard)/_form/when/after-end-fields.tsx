"use client";
import { Field } from "@/app/_ui/fields.tsx";
import { LengthInput } from "../typed/length-input.tsx";
import { AtOnce, type TriggerFieldsProps } from "./at-once.tsx";

export const AfterEndFields = ({ isEdited, ...part }: TriggerFieldsProps) => (
  <>
    <Field
      label="After each run has ended, wait"
      hint="However it ended, retries included. Then the next one runs."
      error={part.errors.afterEnd}
    >
      {(wiring) => (
        <LengthInput
          {...wiring}
          name="the wait after a run"
          value={part.form.afterEnd}
          onChange={(afterEnd) => part.onChange({ afterEnd })}
        />
      )}
    </Field>
    <AtOnce
      {...part}
      otherwise="Otherwise the first run waits as long as the others."
      isEdited={isEdited}
    />
  </>
);
