"use client";
import { useId, useState } from "react";
import { useNow } from "@/app/_live/clock.tsx";
import { Field, TextInput } from "@/app/_ui/fields.tsx";
import { instantText } from "@/app/_ui/instants.ts";
import { isTimeZone } from "@/lib/schedule/index.ts";

interface ZoneFieldProps {
  timeZone: string;
  error?: string;
  onChange: (timeZone: string) => void;
}

/** A time zone by its name: typed, with those that the browser knows to choose from, and what its clocks show now. */
export function ZoneField({ timeZone, error, onChange }: ZoneFieldProps) {
  const now = useNow();
  const listId = useId();
  const [zones, setZones] = useState<string[]>([]);
  const name = timeZone.trim();
  return (
    <Field
      label="Time zone"
      error={error}
      hint={isTimeZone(name) ? `There it is ${minuteText(now, name)}.` : "UTC, or Europe/Berlin."}
    >
      {(wiring) => (
        <>
          <TextInput
            {...wiring}
            list={listId}
            value={timeZone}
            onFocus={() => setZones(["UTC", ...Intl.supportedValuesOf("timeZone")])}
            onChange={({ target }) => onChange(target.value)}
          />
          <datalist id={listId}>
            {zones.map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}

/** "Tue 24 Nov 2026, 10:41 CET": nothing that moves each second beside what is being typed. */
const minuteText = (now: number, zone: string) =>
  instantText(now, zone).replace(/:\d\d (?=\S+$)/, " ");
