import type { ReactNode } from "react";

interface PageHeaderProps {
  /** What is so, in words. */
  title: ReactNode;
  /** The name of the browser's tab, when it is not the title. */
  tab?: string;
  /** The second line: what it rests on. */
  about?: ReactNode;
  actions?: ReactNode;
}

export function PageHeader({ title, tab, about, actions }: PageHeaderProps) {
  const name = tab ?? (typeof title === "string" ? title : "");
  return (
    <header className="mb-4 flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
      <title>{`${name} · Carillon`}</title>
      <div className="min-w-0">
        <h1
          tabIndex={-1}
          className="text-title leading-tight font-semibold tracking-[-0.015em] [overflow-wrap:anywhere] outline-none"
        >
          {title}
        </h1>
        {about !== undefined && <div className="mt-1 text-ink-2">{about}</div>}
      </div>
      {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}
