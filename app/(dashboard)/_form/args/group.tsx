"use client";
import type { ReactNode } from "react";
import { classNames } from "@/app/_ui/class-names.ts";

interface GroupProps {
  label: string;
  path: string;
  error: string | undefined;
  onRemove?: () => void;
  children: ReactNode;
}

/** Fields that belong together. The root has no line at its side, and its name is on the page already. */
export function Group({ label, path, error, onRemove, children }: GroupProps) {
  const isRoot = !path.includes(".");
  return (
    <fieldset
      aria-invalid={error !== undefined || undefined}
      className={classNames(
        "flex min-w-0 flex-col gap-3.5",
        !isRoot && "border-l-2 border-line pl-3.5",
      )}
    >
      <legend className={isRoot ? "sr-only" : "contents"}>
        <span className="flex items-center gap-2 pb-1 font-medium">
          {label}
          {onRemove && (
            <button
              type="button"
              className="text-sm font-normal text-ink-3 underline"
              onClick={onRemove}
            >
              leave it out
            </button>
          )}
        </span>
      </legend>
      {error !== undefined && <p className="text-sm font-medium text-failed">{error}</p>}
      {children}
    </fieldset>
  );
}
