import { JsonCode, Mono } from "@/app/_ui/code.tsx";
import { Fact, Facts } from "@/app/_ui/facts.tsx";
import type { AuditEntry } from "@/lib/api/audit.ts";
import type { Json } from "@/lib/jobs/json.ts";
import { Changes } from "../../schedules/[id]/_schedule/changes.tsx";

/** All that is known of one entry: the request, and what it changed. */
export function AuditDetails({ entry }: { entry: AuditEntry }) {
  const { via, status, code, address, requestId, changes, before, after } = entry;
  return (
    <div className="grid gap-x-6 gap-y-3 whitespace-normal lg:grid-cols-[minmax(0,22rem)_minmax(0,1fr)]">
      <Facts>
        <Fact name="Answer">
          {status}
          {code !== null && ` ${code}`}
        </Fact>
        <Fact name="Shown to be them by">{via}</Fact>
        <Fact name="Address">
          <Mono>{address}</Mono>
        </Fact>
        <Fact name="Request">
          <Mono className="[overflow-wrap:anywhere]">{requestId}</Mono>
        </Fact>
      </Facts>
      <div className="flex min-w-0 flex-col gap-2 lg:pt-3">
        {changes !== null && (
          <section aria-label="What changed">
            <h2 className="font-semibold">What changed</h2>
            {changes.length === 0 ? (
              <p className="text-ink-2">No field differs.</p>
            ) : (
              <Changes changes={changes} />
            )}
          </section>
        )}
        {changes === null && before !== null && <Side name="Before" text={before} />}
        {changes === null && after !== null && <Side name="What was answered" text={after} />}
        {changes === null && before === null && after === null && (
          <p className="text-ink-2">Nothing was changed by it.</p>
        )}
      </div>
    </div>
  );
}

/** As it was kept: what was cut is no JSON any more. */
const Side = ({ name, text }: { name: string; text: string }) => (
  <section aria-label={name}>
    <h2 className="font-semibold">{name}</h2>
    <JsonCode name={name} value={parsed(text)} />
  </section>
);

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
