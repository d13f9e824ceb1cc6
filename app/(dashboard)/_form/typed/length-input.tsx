"use client";
import type { ComponentProps } from "react";
import { Select, TextInput } from "@/app/_ui/fields.tsx";
import { type Length, type Unit, UNITS } from "./typed.ts";

type LengthInputProps = Omit<ComponentProps<typeof TextInput>, "value" | "onChange"> & {
  name: string;
  value: Length;
  onChange: (value: Length) => void;
};

export function LengthInput({ name, value, onChange, ...wiring }: LengthInputProps) {
  return (
    <div className="flex gap-2">
      <TextInput
        {...wiring}
        inputMode="decimal"
        value={value.amount}
        onChange={({ target }) => onChange({ ...value, amount: target.value })}
        className="max-w-28"
      />
      <Select
        aria-label={`Unit of ${name}`}
        value={value.unit}
        onChange={({ target }) => onChange({ ...value, unit: target.value as Unit })}
        className="max-w-32"
      >
        {Object.keys(UNITS).map((unit) => (
          <option key={unit}>{unit}</option>
        ))}
      </Select>
    </div>
  );
}
