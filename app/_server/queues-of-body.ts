import { CarillonError } from "@/lib/errors.ts";
import type { SchedulerService } from "@/lib/scheduler/service.ts";

interface JobLike {
  job?: string;
  queue?: string | null;
}

type Body = JobLike & {
  filter?: { queue?: string };
  jobs?: JobLike[] | Record<string, JobLike>;
  callback?: JobLike;
};

/** The queue that a body names itself, if it does. */
export const namedQueue = (body: unknown): string[] => {
  const { queue } = (body ?? {}) as JobLike;
  return typeof queue === "string" ? [queue] : [];
};

/**
 * The queues that a body is about: the one that a job, a schedule or a filter names, or that of the job type; `"*"` for a filter that
 * names none.
 */
export async function queuesOfBody(body: unknown, service: SchedulerService): Promise<string[]> {
  const { filter, jobs, callback, ...own } = (body ?? {}) as Body;
  if (filter) return [filter.queue ?? "*"];
  const members = jobs ? Object.values(jobs) : [own];
  const all = callback ? [...members, callback] : members;
  const types = all.flatMap(({ job, queue }) => (typeof queue !== "string" && job ? [job] : []));
  const ofTypes = await Promise.all([...new Set(types)].map((type) => queueOfType(type, service)));
  return [...new Set([...all.flatMap(namedQueue), ...ofTypes.flat()])];
}

/** None for a type that is not known: the verb refuses it by its name. */
async function queueOfType(type: string, service: SchedulerService): Promise<string[]> {
  try {
    return [(await service.getJobType(type)).queue];
  } catch (error) {
    if (error instanceof CarillonError && error.code === "not_found") return [];
    throw error;
  }
}
