import { exporting } from "@/app/_server/export.ts";
import type { JobPage } from "@/lib/api/jobs.ts";

export const dynamic = "force-dynamic";

/** So many are read from Redis at once. */
const STEP = 200;

export const GET = exporting(
  "exportJobs",
  {
    id: ({ id }) => id,
    type: ({ type }) => type,
    queue: ({ queue }) => queue,
    state: ({ state }) => state,
    priority: ({ priority }) => priority,
    attempt: ({ attempt }) => attempt,
    maxAttempts: ({ maxAttempts }) => maxAttempts,
    createdAt: ({ createdAt }) => createdAt,
    runAt: ({ runAt }) => runAt,
    startedAt: ({ startedAt }) => startedAt,
    finishedAt: ({ finishedAt }) => finishedAt,
    schedule: ({ scheduleId }) => scheduleId,
    worker: ({ worker }) => worker,
    tags: ({ tags }) => tags.join(" "),
    error: ({ errorMessage }) => errorMessage,
    args: ({ argsPreview }) => argsPreview,
  },
  async function* ({ format: _format, ...filter }, { service }) {
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const page: JobPage = await service.listJobs({
        ...filter,
        limit: STEP,
        ...(cursor !== undefined && { cursor }),
      });
      yield* page.items;
      cursor = page.nextCursor;
    }
  },
);
