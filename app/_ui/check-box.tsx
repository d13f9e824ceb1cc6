"use client";
import { useId } from "react";
import { CheckMark, OVER_ITS_LABEL } from "./marks.tsx";

interface CheckBoxProps {
  label: string;
  help?: string;
  error?: string;
  isChecked: boolean;
  onChange: (isChecked: boolean) => void;
}

/** Yes or no, with what yes means. */
export function CheckBox({ label, help, error, isChecked, onChange }: CheckBoxProps) {
  const id = useId();
  const describedBy = [error && `${id}-error`, help && `${id}-help`].filter(Boolean).join(" ");
  return (
    <div>
      <label className="relative flex w-fit items-start gap-2 rounded-md has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-brass pointer-coarse:py-2">
        <input
          type="checkbox"
          className={OVER_ITS_LABEL}
          aria-label={label}
          aria-describedby={describedBy || undefined}
          aria-invalid={error !== undefined || undefined}
          checked={isChecked}
          onChange={({ target }) => onChange(target.checked)}
        />
        <CheckMark />
        <span className="min-w-0">
          <span className="block font-medium">{label}</span>
          {help !== undefined && (
            <span id={`${id}-help`} className="block text-sm text-ink-3">
              {help}
            </span>
          )}
        </span>
      </label>
      {error !== undefined && (
        <p id={`${id}-error`} className="mt-1 text-sm font-medium text-failed">
          {error}
        </p>
      )}
    </div>
  );
}
