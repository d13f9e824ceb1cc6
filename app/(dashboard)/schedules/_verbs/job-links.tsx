import Link from "next/link";
import { Mono } from "@/app/_ui/code.tsx";
import { countText } from "@/app/_ui/numbers.ts";
import { shortId } from "../../jobs/_list/short-id.ts";

const MOST_SHOWN = 5;

/** A few jobs by name, and how many more there are. */
export function JobLinks({ ids }: { ids: string[] }) {
  const more = ids.length - MOST_SHOWN;
  return (
    <span className="flex flex-wrap gap-x-3">
      {ids.slice(0, MOST_SHOWN).map((id) => (
        <Link
          key={id}
          href={`/jobs/${encodeURIComponent(id)}`}
          className="inline-flex min-h-6 items-center underline"
        >
          <Mono>{shortId(id)}</Mono>
        </Link>
      ))}
      {more > 0 && <span className="inline-flex items-center">and {countText(more)} more</span>}
    </span>
  );
}
