"use client";
import { type ReactNode, useState } from "react";
import type { Errors } from "./asked/request.ts";

interface FoldProps {
  title: string;
  /** What is in it. */
  about: string;
  /** The paths of its fields, or what they begin with. */
  fields: string[];
  errors: Errors;
  /** Something in it is not as by default. */
  isSet: boolean;
  children: ReactNode;
}

/** What not everybody needs: folded away, unless something in it was set or is wrong. */
export function Fold({ title, about, fields, errors, isSet, children }: FoldProps) {
  const [isOpen, setOpen] = useState(isSet);
  const hasError = Object.keys(errors).some((path) => fields.includes(path.split(".")[0]!));
  return (
    <details
      className="rounded-md border border-line bg-panel"
      open={isOpen || hasError}
      // Opened by an error it stays open when that is mended.
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary className="px-3.5 py-2.5 font-semibold">
        {title} <span className="font-normal text-ink-3">{about}</span>
      </summary>
      <div className="border-t border-line">{children}</div>
    </details>
  );
}
