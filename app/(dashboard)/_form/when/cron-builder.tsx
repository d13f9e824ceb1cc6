"use client";
import { Field, Select, TextInput } from "@/app/_ui/fields.tsx";
import { type CronParts, cronOf, EVERY_DAY, LAST_DAY, partsOf } from "./cron-parts.ts";
import { WeekdayBoxes } from "./weekday-boxes.tsx";

const KINDS: Record<CronParts["kind"], string> = {
  hour: "every hour",
  week: "on days of the week",
  month: "on a day of each month",
};

interface CronBuilderProps {
  cron: string;
  onChange: (cron: string) => void;
}

/** Puts the expression together from what it means; it shows what the expression means, where it is one of these. */
export function CronBuilder({ cron, onChange }: CronBuilderProps) {
  const parts = partsOf(cron);
  const change = (next: CronParts) => onChange(cronOf(next));
  return (
    <div className="grid items-start gap-3 sm:grid-cols-2">
      <Field label="It runs">
        {(wiring) => (
          <Select
            {...wiring}
            value={parts?.kind ?? ""}
            onChange={({ target }) => change(startOf(target.value as CronParts["kind"], parts))}
          >
            {parts === null && <option value="">as the expression says</option>}
            {Object.entries(KINDS).map(([kind, name]) => (
              <option key={kind} value={kind}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {parts?.kind === "hour" && (
        <Field label="At minute">
          {(wiring) => (
            <Select
              {...wiring}
              value={parts.minute}
              onChange={({ target }) => change({ ...parts, minute: Number(target.value) })}
            >
              {numbers(0, 59).map((minute) => (
                <option key={minute}>{minute}</option>
              ))}
            </Select>
          )}
        </Field>
      )}
      {(parts?.kind === "week" || parts?.kind === "month") && (
        <Field label="At">
          {(wiring) => (
            <TextInput
              {...wiring}
              type="time"
              value={`${two(parts.hour)}:${two(parts.minute)}`}
              onChange={({ target }) => {
                const [hour, minute] = target.value.split(":").map(Number);
                if (minute !== undefined) change({ ...parts, hour: hour!, minute });
              }}
            />
          )}
        </Field>
      )}
      {parts?.kind === "week" && (
        <WeekdayBoxes days={parts.days} onChange={(days) => change({ ...parts, days })} />
      )}
      {parts?.kind === "month" && (
        <Field label="Day of the month" hint="A month without it is passed over.">
          {(wiring) => (
            <Select
              {...wiring}
              value={parts.day}
              onChange={({ target }) => change({ ...parts, day: target.value })}
            >
              {numbers(1, 31).map((day) => (
                <option key={day}>{day}</option>
              ))}
              <option value={LAST_DAY}>the last</option>
            </Select>
          )}
        </Field>
      )}
    </div>
  );
}

/** Another kind keeps the time of day. */
function startOf(kind: CronParts["kind"], before: CronParts | null): CronParts {
  const minute = before?.minute ?? 0;
  const hour = before && before.kind !== "hour" ? before.hour : 9;
  if (kind === "hour") return { kind, minute };
  return kind === "week"
    ? { kind, hour, minute, days: EVERY_DAY }
    : { kind, hour, minute, day: "1" };
}

const two = (number: number) => String(number).padStart(2, "0");
const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);
