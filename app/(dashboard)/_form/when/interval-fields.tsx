"use client";
import { CheckBox } from "@/app/_ui/check-box.tsx";
import { Field, Select } from "@/app/_ui/fields.tsx";
import type { AskedTrigger } from "../asked/asked-trigger.ts";
import type { FormPartProps } from "../part-props.ts";
import { LengthInput } from "../typed/length-input.tsx";
import { WallTimeField } from "../typed/wall-time-field.tsx";

const ANCHORS: Record<AskedTrigger["anchor"], { name: string; help: string }> = {
  start: {
    name: "its start, or its creation",
    help: "Never from the last run: it does not drift.",
  },
  epoch: {
    name: "1 January 1970, 00:00 UTC",
    help: "Every 15 minutes then means :00, :15, :30 and :45.",
  },
  instant: { name: "an instant of its own", help: "It may be past or to come." },
};

export function IntervalFields({ form, errors, onChange }: FormPartProps) {
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Every" error={errors.every}>
          {(wiring) => (
            <LengthInput
              {...wiring}
              name="the interval"
              value={form.every}
              onChange={(every) => onChange({ every })}
            />
          )}
        </Field>
        <Field label="Counted from" hint={ANCHORS[form.anchor].help}>
          {(wiring) => (
            <Select
              {...wiring}
              value={form.anchor}
              onChange={({ target }) =>
                onChange({ anchor: target.value as AskedTrigger["anchor"] })
              }
            >
              {Object.entries(ANCHORS).map(([anchor, { name }]) => (
                <option key={anchor} value={anchor}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      {form.anchor === "instant" && (
        <WallTimeField
          label="The instant it counts from"
          time={form.anchorAt}
          error={errors.anchor}
          onChange={(anchorAt) => onChange({ anchorAt })}
        />
      )}
      {form.anchor === "start" && <AtOnce form={form} errors={errors} onChange={onChange} />}
    </>
  );
}

function AtOnce({ form, errors, onChange }: FormPartProps) {
  const hasStart = form.startAt.text !== "";
  return (
    <CheckBox
      label="Run once at the beginning too"
      help={
        hasStart
          ? "It has a start of its own, and begins there in any case."
          : "Otherwise the first run is one interval after it is created."
      }
      error={errors.immediately}
      isChecked={form.immediately}
      onChange={(immediately) => onChange({ immediately })}
    />
  );
}
