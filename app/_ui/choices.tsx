"use client";
import type { ReactNode } from "react";

interface ChoicesProps<Value extends string> {
  legend: string;
  name: string;
  value: Value;
  options: { value: Value; label: string; about?: ReactNode }[];
  onChange: (value: Value) => void;
}

/** One of a few, each with what it means: radio buttons one below the other. */
export function Choices<Value extends string>({
  legend,
  name,
  value,
  options,
  onChange,
}: ChoicesProps<Value>) {
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 font-medium">{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className="flex items-start gap-2.5 py-1 pointer-coarse:py-2.5">
          <input
            type="radio"
            className="mt-0.5 size-4 shrink-0 accent-brass"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span className="min-w-0">
            {option.label}
            {option.about !== undefined && (
              <span className="block text-sm text-ink-3">{option.about}</span>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
