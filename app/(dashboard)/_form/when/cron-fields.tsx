"use client";
import { Mono } from "@/app/_ui/code.tsx";
import { Field, Select, TextInput } from "@/app/_ui/fields.tsx";
import type { FormPartProps } from "../part-props.ts";
import { ZoneField } from "../typed/zone-field.tsx";
import { CronBuilder } from "./cron-builder.tsx";

const PRESETS = [
  ["Every weekday at 09:00", "0 9 * * 1-5"],
  ["Every day at midnight", "0 0 * * *"],
  ["Every hour", "0 * * * *"],
  ["Every 15 minutes", "*/15 * * * *"],
  ["Every Monday at 08:00", "0 8 * * 1"],
  ["The first of each month at 06:00", "0 6 1 * *"],
  ["The last day of each month at 23:30", "30 23 L * *"],
] as const;

export const CronFields = ({ form, errors, onChange }: FormPartProps) => (
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
      <ZoneField
        timeZone={form.timeZone}
        error={errors.timeZone}
        onChange={(timeZone) => onChange({ timeZone })}
      />
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
    <CronBuilder cron={form.cron} onChange={(cron) => onChange({ cron })} />
  </>
);
