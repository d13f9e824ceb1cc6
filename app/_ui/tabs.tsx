"use client";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

/** Lists of the same kind, one in sight; what is chosen stands in the address. */
export const Tabs = ({ label, children }: { label: string; children: ReactNode }) => (
  <nav aria-label={label} className="flex overflow-x-auto border-b border-line px-2">
    {children}
  </nav>
);

interface TabProps {
  isOn: boolean;
  onClick: () => void;
  children: ReactNode;
}

export const Tab = ({ isOn, onClick, children }: TabProps) => (
  <button
    type="button"
    aria-current={isOn ? "true" : undefined}
    onClick={onClick}
    className={classNames(
      "shrink-0 px-2.5 py-2 whitespace-nowrap text-ink-2 hover:text-ink focus-visible:-outline-offset-2 pointer-coarse:py-3",
      isOn && "font-semibold text-ink shadow-[inset_0_-2px_0_var(--brass)]",
    )}
  >
    {children}
  </button>
);
