"use client";
import { Field, TextInput } from "@/app/_ui/fields.tsx";
import { OptionList } from "@/app/_ui/option-list.tsx";
import { DEFAULT_MOST_MISSED } from "../asked/asked-timing.ts";
import type { FormState } from "../asked/form-state.ts";
import { OptionGroup } from "../options/option-group.tsx";
import type { FormPartProps } from "../part-props.ts";
import { LengthInput } from "../typed/length-input.tsx";
import { MISSED_RULES } from "./rule-words.ts";

export function MissedFields({ form, errors, onChange }: FormPartProps) {
  const { missed } = form;
  const change = (part: Partial<FormState["missed"]>) =>
    onChange({ missed: { ...missed, ...part } });
  return (
    <OptionGroup
      title="Missed times"
      help="What becomes of planned times that passed while no scheduler ran."
      isOneColumn
    >
      <OptionList
        legend="After a time without a scheduler"
        name="missed"
        value={missed.policy}
        options={MISSED_RULES}
        error={errors["missed.policy"] ?? errors.missed}
        onChange={(policy) => change({ policy })}
      />
      <div className="grid items-start gap-3.5 sm:grid-cols-2 xl:grid-cols-3">
        <Field
          label="Drop those older than"
          hint="Whichever of the three is chosen."
          error={errors["missed.windowMs"]}
          optional
        >
          {(wiring) => (
            <LengthInput
              {...wiring}
              name="the age at which missed times are dropped"
              placeholder="any age"
              value={missed.window}
              onChange={(window) => change({ window })}
            />
          )}
        </Field>
        {missed.policy === "all" && (
          <Field
            label="Most that are run"
            hint="The newest beyond that are dropped."
            error={errors["missed.max"]}
            optional
          >
            {(wiring) => (
              <TextInput
                {...wiring}
                inputMode="numeric"
                placeholder={String(DEFAULT_MOST_MISSED)}
                value={missed.max}
                onChange={({ target }) => change({ max: target.value })}
              />
            )}
          </Field>
        )}
      </div>
    </OptionGroup>
  );
}
