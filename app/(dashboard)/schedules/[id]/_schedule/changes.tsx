import { Mono } from "@/app/_ui/code.tsx";
import type { Change } from "@/lib/api/schedules.ts";

/** Fields that differ: what was, and what is. What is hidden looks the same before and after. */
export const Changes = ({ changes }: { changes: Change[] }) => (
  <dl className="my-1 flex flex-col gap-1.5 text-[12.5px]">
    {changes.map(({ path, before, after }) => (
      <div key={path}>
        <dt>
          <Mono className="text-ink-2">{path}</Mono>
        </dt>
        {JSON.stringify(before) === JSON.stringify(after) ? (
          <dd className="text-ink-2">is hidden, and differs</dd>
        ) : (
          <>
            {before !== undefined && (
              <dd className="text-failed">
                <Side sign="−" meaning="before" value={before} />
              </dd>
            )}
            {after !== undefined && (
              <dd className="text-succeeded">
                <Side sign="+" meaning="after" value={after} />
              </dd>
            )}
          </>
        )}
      </div>
    ))}
  </dl>
);

interface SideProps {
  sign: string;
  meaning: string;
  value: Change["before"];
}

const Side = ({ sign, meaning, value }: SideProps) => (
  <span className="flex gap-2">
    <span aria-hidden className="font-mono">
      {sign}
    </span>
    <span className="sr-only">{meaning}: </span>
    <Mono className="[overflow-wrap:anywhere]">{JSON.stringify(value)}</Mono>
  </span>
);
