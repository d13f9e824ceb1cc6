"use client";
import { Field, Select } from "@/app/_ui/fields.tsx";
import { frameOf, type KindProps } from "./field-props.ts";
import { showJson, textOf, whenEmpty, whenNotChosen } from "./field-text.ts";

/** Draws a choice between constants. */
export function ChoiceField(props: KindProps<"choice">) {
  const { kind, value, isRequired, onChange } = props;
  return (
    <Field {...frameOf(props)}>
      {(wiring) => (
        <Select
          {...wiring}
          value={kind.options.findIndex((option) => option === value)}
          onChange={({ target }) => onChange(kind.options[Number(target.value)])}
        >
          <option value={-1}>{whenEmpty(kind) || whenNotChosen(isRequired)}</option>
          {kind.options.map((option, index) => (
            <option key={showJson(option)} value={index}>
              {showJson(option)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

/** Draws yes or no. No checkbox, since it could not say "left out". */
export function BooleanField(props: KindProps<"boolean">) {
  const { kind, value, isRequired, onChange } = props;
  return (
    <Field {...frameOf(props)}>
      {(wiring) => (
        <Select
          {...wiring}
          value={textOf(value)}
          onChange={({ target }) =>
            onChange(target.value === "" ? undefined : target.value === "true")
          }
        >
          <option value="">{whenEmpty(kind) || whenNotChosen(isRequired)}</option>
          <option value="true">yes</option>
          <option value="false">no</option>
        </Select>
      )}
    </Field>
  );
}
