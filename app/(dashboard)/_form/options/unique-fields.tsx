"use client";
import { Field, Select, TextInput } from "@/app/_ui/fields.tsx";
import { LengthInput } from "../typed/length-input.tsx";
import { OptionGroup } from "./option-group.tsx";
import type { FormPartProps } from "../part-props.ts";

export function UniqueFields({ form: { unique }, errors, onChange }: FormPartProps) {
  const change = (part: Partial<typeof unique>) => onChange({ unique: { ...unique, ...part } });
  return (
    <OptionGroup
      title="Unique key"
      help="At most one job of the queue holds a key while it waits or runs."
    >
      <Field label="Unique key" error={errors["unique.key"] ?? errors.unique} optional>
        {(wiring) => (
          <TextInput
            {...wiring}
            placeholder="none"
            value={unique.key}
            onChange={({ target }) => change({ key: target.value })}
          />
        )}
      </Field>
      <Field
        label="When another job holds it"
        hint="One that runs is never changed."
        error={errors["unique.onConflict"]}
        optional
      >
        {(wiring) => (
          <Select
            {...wiring}
            value={unique.onConflict}
            onChange={({ target }) =>
              change({ onConflict: target.value as typeof unique.onConflict })
            }
          >
            <option value="">make no job (default)</option>
            <option value="replace">give the waiting one these arguments</option>
            <option value="debounce">give it these arguments and this time</option>
          </Select>
        )}
      </Field>
      <Field
        label="Held for"
        hint="After its creation, also when it has ended before."
        error={errors["unique.windowMs"]}
        optional
      >
        {(wiring) => (
          <LengthInput
            {...wiring}
            name="the time the key is held"
            placeholder="until it ends"
            value={unique.window}
            onChange={(window) => change({ window })}
          />
        )}
      </Field>
    </OptionGroup>
  );
}
