import Link from "next/link";
import type { ReactNode } from "react";

/** A way on, within a notice. */
export const To = ({ href, children }: { href: string; children: ReactNode }) => (
  <Link href={href} className="font-medium text-ink underline">
    {children}
  </Link>
);

export const ToJob = ({ id, children }: { id: string; children: ReactNode }) => (
  <To href={`/jobs/${encodeURIComponent(id)}`}>{children}</To>
);
