"use client";
import { type ComponentProps, type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";

const BOX =
  "w-full rounded-md border border-line-strong bg-panel px-2.5 py-1 text-ink aria-invalid:border-failed disabled:opacity-60 pointer-coarse:min-h-11";

interface FieldProps {
  label: string;
  hint?: ReactNode;
  error?: string;
  /** What is not asked for is marked, since most things are. */
  optional?: boolean;
  children: (wiring: {
    id: string;
    "aria-describedby"?: string;
    "aria-invalid"?: true;
  }) => ReactNode;
}

/** A label, a control, a hint and an error, joined for those who do not see them. */
export function Field({ label, hint, error, optional = false, children }: FieldProps) {
  const id = useId();
  const hintId = hint !== undefined && hint !== "" ? `${id}-hint` : undefined;
  const errorId = error !== undefined ? `${id}-error` : undefined;
  const describedBy = [errorId, hintId].filter(Boolean).join(" ");
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 flex items-baseline justify-between gap-2 font-medium">
        {label}
        {optional && <span className="text-sm font-normal text-ink-3">optional</span>}
      </label>
      {children({
        id,
        ...(describedBy && { "aria-describedby": describedBy }),
        ...(error !== undefined && { "aria-invalid": true as const }),
      })}
      {error !== undefined && (
        <p id={errorId} className="mt-1 text-sm font-medium text-failed">
          {error}
        </p>
      )}
      {hintId !== undefined && (
        <p id={hintId} className="mt-1 text-sm text-ink-3">
          {hint}
        </p>
      )}
    </div>
  );
}

export const TextInput = ({ className, ...rest }: ComponentProps<"input">) => (
  <input
    type="text"
    autoComplete="off"
    spellCheck={false}
    className={classNames(BOX, "h-8", className)}
    {...rest}
  />
);

export const TextArea = ({ className, ...rest }: ComponentProps<"textarea">) => (
  <textarea
    spellCheck={false}
    className={classNames(BOX, "min-h-20 py-1.5", className)}
    {...rest}
  />
);

export const Select = ({ className, ...rest }: ComponentProps<"select">) => (
  <select className={classNames(BOX, "h-8 pr-7", className)} {...rest} />
);

interface ChoiceProps<Value extends string> {
  legend: string;
  /** Hides the legend where the page already says it. */
  isLegendHidden?: boolean;
  name: string;
  value: Value;
  options: { value: Value; label: string }[];
  onChange: (value: Value) => void;
}

/** One of a few, all in sight: radio buttons that look like one control. */
export function Choice<Value extends string>({
  legend,
  isLegendHidden = false,
  name,
  value,
  options,
  onChange,
}: ChoiceProps<Value>) {
  return (
    <fieldset>
      <legend className={isLegendHidden ? "sr-only" : "mb-1 font-medium"}>{legend}</legend>
      <div className="inline-flex rounded-md border border-line-strong bg-panel p-0.5">
        {options.map((option) => (
          <label
            key={option.value}
            className="grid place-items-center rounded px-3 py-1 text-center text-ink-2 max-sm:px-2 has-checked:bg-brass-ground has-checked:font-semibold has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-brass pointer-coarse:py-2.5"
          >
            <input
              type="radio"
              className="sr-only"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
