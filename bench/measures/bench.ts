import type { RedisFigures } from "../redis-figures.ts";
import type { Sizes } from "../sizes.ts";
import type { ScheduleSession, Session, Subject } from "../subject.ts";
import type { SubjectId } from "../subjects/index.ts";

/** What a measure works with: one subject, in a process of its own. */
export interface Bench {
  id: SubjectId;
  subject: Subject;
  url: string;
  redis: RedisFigures;
  sizes: Sizes;
}

/** Row → figure: what a measure finds in one round. */
export type Figures = Record<string, number>;

const QUEUE = "default";
const BULK = 500;

/** Opens the subject on an empty Redis, and closes it. */
export async function withSession<T>(
  { subject, url, redis }: Bench,
  use: (session: Session, queue: string) => Promise<T>,
): Promise<T> {
  await redis.empty();
  const session = await subject.open(url, QUEUE);
  try {
    return await use(session, QUEUE);
  } finally {
    await session.close();
  }
}

/** The same for a subject that has schedules; null for others. */
export async function withSchedules<T>(
  bench: Bench,
  use: (opened: { session: Session; schedules: ScheduleSession; queue: string }) => Promise<T>,
): Promise<T | null> {
  return withSession(bench, async (session, queue) =>
    session.schedules ? use({ session, schedules: session.schedules, queue }) : null,
  );
}

export async function fill(session: Session, count: number): Promise<void> {
  for (let at = 0; at < count; at += BULK) await session.addMany(Math.min(BULK, count - at));
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
