import { CircleX, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

/** Nothing here yet, or nothing that fits: says which, and what to do next. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="px-4 py-10 text-center">
      <p className="font-semibold">{title}</p>
      {children !== undefined && (
        <div className="mx-auto mt-1 max-w-md text-ink-2 [&>*+*]:mt-3">{children}</div>
      )}
    </div>
  );
}

/** What could not be had or done: what happened, what it means, what to do. */
export function Failure({
  title,
  children,
  className,
}: {
  title: string;
  children?: ReactNode;
  className?: string;
}) {
  return (
    <div
      role="alert"
      className={classNames("rounded-md border border-failed/45 bg-panel px-3.5 py-2.5", className)}
    >
      <p className="font-semibold text-failed">{title}</p>
      {children !== undefined && <div className="mt-0.5 text-ink-2">{children}</div>}
    </div>
  );
}

const TONES = {
  bad: { icon: CircleX, color: "text-failed", line: "border-failed/45" },
  warn: { icon: TriangleAlert, color: "text-late", line: "border-late/45" },
  plain: { icon: Info, color: "text-ink-2", line: "border-line" },
} as const;

interface NoticeProps {
  tone: keyof typeof TONES;
  title: ReactNode;
  children: ReactNode;
}

/** A fact that stands above everything else on its page, and what to do about it. */
export function Notice({ tone, title, children }: NoticeProps) {
  const { icon: Icon, color, line } = TONES[tone];
  return (
    <div
      className={classNames(
        "grid grid-cols-[16px_minmax(0,1fr)] gap-x-2.5 rounded-md border bg-panel px-3.5 py-2.5",
        line,
      )}
    >
      <Icon aria-hidden size={16} className={classNames("mt-0.5", color)} />
      <div className="[overflow-wrap:anywhere]">
        <p className={classNames("font-semibold", color)}>{title}</p>
        <div className="mt-0.5 text-ink-2">{children}</div>
      </div>
    </div>
  );
}

/** Has the geometry of the rows it stands for, and shows itself only when they are slow to come. */
export function SkeletonRows({ rows = 6 }: { rows?: number }) {
  return (
    <div role="status" aria-label="Loading" className="animate-[appear_0s_150ms_both]">
      {Array.from({ length: rows }, (_, row) => (
        <div
          key={row}
          className="flex h-[34px] items-center gap-4 border-b border-line px-3.5 last:border-0"
        >
          <span className="h-2.5 w-20 rounded bg-sunken" />
          <span className="h-2.5 flex-1 rounded bg-sunken" />
          <span className="h-2.5 w-16 rounded bg-sunken" />
        </div>
      ))}
    </div>
  );
}
