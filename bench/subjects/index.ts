import type { Subject } from "../subject.ts";
import { beeQueue } from "./bee-queue.ts";
import { bullmq } from "./bullmq.ts";
import { carillon } from "./carillon.ts";

/** By the name they have on the command line; ours first, as all ratios are ours to theirs. */
export const SUBJECTS = { carillon, bullmq, "bee-queue": beeQueue } satisfies Record<
  string,
  Subject
>;

export type SubjectId = keyof typeof SUBJECTS;

export const SUBJECT_IDS = Object.keys(SUBJECTS) as SubjectId[];
