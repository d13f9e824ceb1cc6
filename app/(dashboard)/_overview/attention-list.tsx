import Link from "next/link";
import { ALERT_KINDS } from "@/app/_ui/alert-kinds.ts";
import { ButtonLink } from "@/app/_ui/button.tsx";
import type { Attention } from "@/lib/api/system.ts";

/** What needs a person, the worst first: the fact, what it means, and the way there. */
export const AttentionList = ({ items }: { items: Attention[] }) => (
  <div className="rounded-md border border-[color-mix(in_oklab,var(--failed)_35%,var(--line))] bg-panel">
    <ul aria-label="What needs you">
      {items.map(({ kind, subject, message, detail, href }) => {
        const { icon: Icon, isMild = false, way } = ALERT_KINDS[kind];
        return (
          <li
            key={`${kind} ${subject}`}
            className="grid grid-cols-[20px_1fr_auto] items-center gap-2.5 border-b border-line px-3 py-2 max-sm:grid-cols-[20px_1fr]"
          >
            <Icon
              aria-hidden
              size={16}
              strokeWidth={2.2}
              className={isMild ? "text-late" : "text-failed"}
            />
            <span className="min-w-0 [overflow-wrap:anywhere]">
              {message} <span className="text-ink-3">{detail}</span>
            </span>
            <ButtonLink href={href} className="max-sm:col-start-2 max-sm:justify-self-start">
              {way}
              <span className="sr-only"> {subject}</span>
            </ButtonLink>
          </li>
        );
      })}
    </ul>
    <p className="px-3 py-1.5 text-sm text-ink-3">
      <Link href="/alerts" className="inline-flex min-h-6 items-center underline">
        Since when, and who is told
      </Link>
    </p>
  </div>
);
