import { type Answer, pathOf } from "@/lib/api/client.ts";
import type { ApiName } from "@/lib/api/contract.ts";
import { type Permission, refusalOf } from "@/lib/api/permissions.ts";
import type { SchedulerService } from "@/lib/scheduler/service.ts";
import { backend } from "./backend.ts";
import { requireSession } from "./session.ts";

type Address<N extends ApiName> = Parameters<typeof pathOf<N>>[1];

/** One answer that a page wants to begin with. */
export interface Wanted {
  key: string;
  read: (service: SchedulerService) => Promise<unknown>;
}

export function want<N extends ApiName>(
  name: N,
  input: Address<N>,
  read: (service: SchedulerService) => Promise<Answer<N>>,
): Wanted {
  return { key: pathOf(name, ...([input] as never)), read };
}

/** How long a page waits for Redis before it goes without: the browser asks again, and says what is wrong. */
const PATIENCE_MS = 1_500;

/**
 * Reads what pages begin with, for those who have signed in and may see it. What cannot be read in time is left out; that something does not exist is told by
 * `isMissing`.
 */
export async function preloaded(
  wanted: Wanted[],
  permission: Permission = "read",
): Promise<{ answers: Record<string, unknown>; isMissing: boolean }> {
  const access = await requireSession();
  if (!access || refusalOf(access, permission) !== null) return { answers: {}, isMissing: false };
  const { service } = backend();
  const results = await Promise.all(
    wanted.map(async ({ key, read }) => {
      try {
        return { key, answer: await inTime(read(service)) };
      } catch (error) {
        return { key, isMissing: isNotFound(error) };
      }
    }),
  );
  const known = results.filter((result) => result.answer !== undefined);
  return {
    answers: Object.fromEntries(known.map(({ key, answer }) => [key, answer])),
    isMissing: results.some((result) => result.isMissing === true),
  };
}

/** By its code: the service may be of another module graph than this page, and its error of another class. */
const isNotFound = (error: unknown) =>
  error instanceof Error && "code" in error && error.code === "not_found";

async function inTime<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("Redis is slow to answer.")), PATIENCE_MS);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
