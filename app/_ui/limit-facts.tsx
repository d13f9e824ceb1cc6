import type { Job } from "@/lib/jobs/job.ts";
import { durationText } from "./durations.ts";
import { Fact } from "./facts.tsx";
import { concurrencyText, rateLimitText, retentionText } from "./limits.ts";

type Limited = Pick<Job, "startDeadlineMs" | "concurrency" | "rateLimit" | "retention">;

/** What holds a job, or all jobs of a type, to a measure: only what is set. */
export const LimitFacts = ({
  of: { startDeadlineMs, concurrency, rateLimit, retention },
}: {
  of: Limited;
}) => (
  <>
    {startDeadlineMs !== null && (
      <Fact name="To start within">{durationText(startDeadlineMs)} of its time</Fact>
    )}
    {concurrency !== null && <Fact name="Concurrency">{concurrencyText(concurrency)}</Fact>}
    {rateLimit !== null && <Fact name="Rate">{rateLimitText(rateLimit)}</Fact>}
    {retention !== null && <Fact name="Kept once ended">{retentionText(retention)}</Fact>}
  </>
);
