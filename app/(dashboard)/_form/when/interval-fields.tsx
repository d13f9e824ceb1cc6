"use client";
import { Field, Select } from "@/app/_ui/fields.tsx";
import type { AskedTrigger } from "../asked/asked-trigger.ts";
import { LengthInput } from "../typed/length-input.tsx";
import { WallTimeField } from "../typed/wall-time-field.tsx";
import { AtOnce, type TriggerFieldsProps } from "./at-once.tsx";

const ANCHORS: Record<AskedTrigger["anchor"], { name: string; help: string }> = {
  start: {
    name: "its start, or when it is saved",
    help: "Never from the last run: it does not drift.",
  },
  epoch: {
    name: "1 January 1970, 00:00 UTC",
    help: "Every 15 minutes then means :00, :15, :30 and :45.",
  },
  instant: { name: "an instant of its own", help: "It may be past or to come." },
};

export function IntervalFields({ isEdited, ...part }: TriggerFieldsProps) {
  const { form, errors, onChange } = part;
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
      {form.anchor === "start" && (
        <AtOnce
          {...part}
          otherwise="Otherwise the first run is one interval after it is created."
          isEdited={isEdited}
        />
      )}
    </>
  );
}
