import { Clock3, PauseCircle, TriangleAlert, X } from "lucide-react";
import { ButtonLink } from "@/app/_ui/button.tsx";
import type { Attention } from "@/lib/api/system.ts";
import type { z } from "zod";

type Item = z.infer<typeof Attention>;

const ICONS: Record<Item["kind"], typeof X> = {
  "no-executor": X,
  "no-scheduler": X,
  "queue-paused": PauseCircle,
  "ready-waiting": Clock3,
  "jobs-failed": X,
  "schedule-error": TriangleAlert,
  "schedule-late": Clock3,
  "schedule-paused": PauseCircle,
  "schedule-failing": X,
  "worker-lost": TriangleAlert,
  "redis-eviction": TriangleAlert,
  "redis-memory": TriangleAlert,
};
const MILD: Item["kind"][] = ["queue-paused", "ready-waiting", "worker-lost"];
const ACTIONS: Record<Item["kind"], string> = {
  "no-executor": "Open workers",
  "no-scheduler": "Open workers",
  "queue-paused": "Open queue",
  "ready-waiting": "Open queue",
  "jobs-failed": "See failed jobs",
  "schedule-error": "Open it",
  "schedule-late": "Open it",
  "schedule-paused": "Open it",
  "schedule-failing": "Open it",
  "worker-lost": "Open worker",
  "redis-eviction": "Open workers",
  "redis-memory": "See finished jobs",
};

/** What needs a person, the worst first: the fact, what it means, and the way there. */
export function AttentionList({ items }: { items: Item[] }) {
  return (
    <ul
      aria-label="What needs you"
      className="rounded-md border border-[color-mix(in_oklab,var(--failed)_35%,var(--line))] bg-panel"
    >
      {items.map(({ kind, subject, message, detail, href }) => {
        const Icon = ICONS[kind];
        return (
          <li
            key={`${kind} ${subject}`}
            className="grid grid-cols-[20px_1fr_auto] items-center gap-2.5 border-b border-line px-3 py-2 last:border-0 max-sm:grid-cols-[20px_1fr]"
          >
            <Icon
              aria-hidden
              size={16}
              strokeWidth={2.2}
              className={MILD.includes(kind) ? "text-late" : "text-failed"}
            />
            <span className="min-w-0 [overflow-wrap:anywhere]">
              {message} <span className="text-ink-3">{detail}</span>
            </span>
            <ButtonLink href={href} className="max-sm:col-start-2 max-sm:justify-self-start">
              {ACTIONS[kind]}
              <span className="sr-only"> {subject}</span>
            </ButtonLink>
          </li>
        );
      })}
    </ul>
  );
}
