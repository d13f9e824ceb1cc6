import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

interface PanelProps {
  title?: ReactNode;
  /** At the right of the title: what the figures mean, or an action. */
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
  /** Names the region when there is no title to do it. */
  label?: string;
}

export function Panel({ title, aside, className, children, label }: PanelProps) {
  return (
    <section
      aria-label={label ?? (typeof title === "string" ? title : undefined)}
      className={classNames("rounded-md border border-line bg-panel", className)}
    >
      {title !== undefined && (
        <div className="flex min-h-10 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line px-3.5 py-1.5">
          <h2 className="font-semibold">{title}</h2>
          {aside !== undefined && <div className="text-sm text-ink-3">{aside}</div>}
        </div>
      )}
      {children}
    </section>
  );
}
