import type { Subject } from "../subject.ts";

/** By the id they have on the command line; ours first, as all ratios are ours to theirs. */
export const SUBJECT_NAMES = {
  carillon: "Carillon",
  bullmq: "BullMQ 6.7",
  "bee-queue": "bee-queue 2.0",
};

export type SubjectId = keyof typeof SUBJECT_NAMES;

export const SUBJECT_IDS = Object.keys(SUBJECT_NAMES) as SubjectId[];

/** Bee-Queue has none. */
export const WITH_SCHEDULES: SubjectId[] = ["carillon", "bullmq"];

/** Loads that one alone: a process is not to carry the code of the others. */
export async function loadSubject(id: SubjectId): Promise<Subject> {
  switch (id) {
    case "carillon":
      return (await import("./carillon.ts")).carillon;
    case "bullmq":
      return (await import("./bullmq.ts")).bullmq;
    case "bee-queue":
      return (await import("./bee-queue.ts")).beeQueue;
  }
}
