"use client";
import { useId } from "react";
import { OVER_ITS_LABEL, RadioMark } from "./marks.tsx";

interface OptionListProps<Value extends string> {
  legend: string;
  isLegendHidden?: boolean;
  name: string;
  /** Empty while nothing is chosen. */
  value: Value | "";
  options: { value: Value; label: string; help: string }[];
  error?: string;
  onChange: (value: Value) => void;
}

/** One of a few, each with what it means. */
export function OptionList<Value extends string>(props: OptionListProps<Value>) {
  const { legend, isLegendHidden = false, name, value, options, error, onChange } = props;
  const id = useId();
  return (
    <fieldset aria-describedby={error === undefined ? undefined : `${id}-error`}>
      <legend className={isLegendHidden ? "sr-only" : "mb-1 font-medium"}>{legend}</legend>
      <div className="flex flex-col gap-1">
        {options.map((option) => (
          <label
            key={option.value}
            className="relative flex items-start gap-2 rounded-md px-1.5 py-1 has-checked:bg-brass-ground has-focus-visible:outline-2 has-focus-visible:outline-brass pointer-coarse:py-2.5"
          >
            <input
              type="radio"
              name={`${id}-${name}`}
              className={OVER_ITS_LABEL}
              aria-label={option.label}
              aria-describedby={`${id}-${option.value}`}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <RadioMark />
            <span className="min-w-0">
              <span className="block font-medium">{option.label}</span>
              <span id={`${id}-${option.value}`} className="block text-sm text-ink-2">
                {option.help}
              </span>
            </span>
          </label>
        ))}
      </div>
      {error !== undefined && (
        <p id={`${id}-error`} className="mt-1 text-sm font-medium text-failed">
          {error}
        </p>
      )}
    </fieldset>
  );
}
