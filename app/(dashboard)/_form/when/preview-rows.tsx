import { Mono } from "@/app/_ui/code.tsx";
import { instantText } from "@/app/_ui/instants.ts";
import type { Preview } from "@/lib/api/schedule-definition.ts";

interface PreviewRowsProps {
  items: Preview["items"];
  /** The zone of a cron expression. */
  ownZone: string | undefined;
  pageZone: string;
  /** Why the next time is not known yet. */
  awaited: string | null;
  /** Only the first is known: each later one follows the end of a run. */
  isFirstOnly: boolean;
}

export function PreviewRows({ items, ownZone, pageZone, awaited, isFirstOnly }: PreviewRowsProps) {
  if (awaited !== null) return <p className="px-3 py-1.5 text-ink-2">{awaited}</p>;
  return (
    <ol>
      {items.map(({ at, local, note }) => (
        <li
          key={at}
          className="flex flex-wrap gap-x-4 border-b border-line px-3 py-1 last:border-0"
        >
          <Mono>{ownZone === undefined ? instantText(at, pageZone) : local}</Mono>
          {ownZone !== undefined && ownZone !== pageZone && (
            <Mono className="text-ink-3">{instantText(at, pageZone)}</Mono>
          )}
          {note !== undefined && <span className="font-medium text-late">{note}</span>}
        </li>
      ))}
      {isFirstOnly && (
        <li className="px-3 py-1 text-ink-2">
          Each later one is planned when the run before it has ended.
        </li>
      )}
    </ol>
  );
}
