"use client";
import { useId, useState } from "react";
import { Choice, Field, Select, TextInput } from "@/app/_ui/fields.tsx";
import { Mono } from "@/app/_ui/code.tsx";
import { LengthInput } from "./length-input.tsx";
import { RunsPreview } from "./runs-preview.tsx";
import type { FormPartProps } from "./when-fields.tsx";

const PRESETS = [
  ["Every weekday at 09:00", "0 9 * * 1-5"],
  ["Every day at midnight", "0 0 * * *"],
  ["Every hour", "0 * * * *"],
  ["Every 15 minutes", "*/15 * * * *"],
  ["Every Monday at 08:00", "0 8 * * 1"],
  ["The first of each month at 06:00", "0 6 1 * *"],
  ["The last day of each month at 23:30", "30 23 L * *"],
] as const;

export function PeriodicFields({ form, errors, onChange }: FormPartProps) {
  const zonesId = useId();
  const [zones, setZones] = useState<string[]>([]);
  return (
    <>
      <Choice
        legend="Repeat by"
        name="trigger"
        value={form.trigger}
        options={[
          { value: "interval", label: "Interval" },
          { value: "cron", label: "Cron expression" },
        ]}
        onChange={(trigger) => onChange({ trigger })}
      />
      {form.trigger === "interval" ? (
        <Field
          label="Every"
          error={errors.every}
          hint="Counted from when it is created, never from the last run: it does not drift."
        >
          {(wiring) => (
            <LengthInput
              {...wiring}
              name="the interval"
              value={form.every}
              onChange={(every) => onChange({ every })}
            />
          )}
        </Field>
      ) : (
        <>
          <div className="grid gap-3 sm:grid-cols-2">
            <Field
              label="Cron expression"
              error={errors.cron}
              hint={
                <>
                  minute hour day month weekday, or seconds before them: <Mono>0 9 * * 1-5</Mono>
                </>
              }
            >
              {(wiring) => (
                <TextInput
                  {...wiring}
                  className="font-mono"
                  value={form.cron}
                  onChange={({ target }) => onChange({ cron: target.value })}
                />
              )}
            </Field>
            <Field label="Time zone" error={errors.timeZone}>
              {(wiring) => (
                <>
                  <TextInput
                    {...wiring}
                    list={zonesId}
                    value={form.timeZone}
                    onFocus={() => setZones(["UTC", ...Intl.supportedValuesOf("timeZone")])}
                    onChange={({ target }) => onChange({ timeZone: target.value })}
                  />
                  <datalist id={zonesId}>
                    {zones.map((zone) => (
                      <option key={zone}>{zone}</option>
                    ))}
                  </datalist>
                </>
              )}
            </Field>
          </div>
          <Select
            aria-label="Take a common one"
            value=""
            onChange={({ target }) => onChange({ cron: target.value })}
          >
            <option value="">Take a common one</option>
            {PRESETS.map(([name, expression]) => (
              <option key={expression} value={expression}>
                {name}
              </option>
            ))}
          </Select>
        </>
      )}
      <RunsPreview form={form} />
    </>
  );
}
