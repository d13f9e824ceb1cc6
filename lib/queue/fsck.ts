import type { Redis } from "ioredis";
import { checkBelongings, checkCounters, checkKeys } from "./fsck/belongings.ts";
import type { Finding } from "./fsck/finding.ts";
import { checkGenerations, checkHistories, checkLists } from "./fsck/histories.ts";
import { checkParents, checkRuns } from "./fsck/kin.ts";
import { checkLines, checkSlots, checkUniqueKeys } from "./fsck/limits.ts";
import { checkLeases, checkPlaces } from "./fsck/places.ts";
import { readSnapshot } from "./fsck/read.ts";
import { checkDue, checkPending, checkPlans } from "./fsck/schedules.ts";
import type { Snapshot } from "./fsck/snapshot.ts";

/** While a queue works, its pages are read at different moments: what is wrong in all of so many readings is wrong. */
const READINGS = 3;

const CHECKS = [
  checkKeys,
  checkPlaces,
  checkLeases,
  checkBelongings,
  checkCounters,
  checkUniqueKeys,
  checkSlots,
  checkLines,
  checkParents,
  checkRuns,
  checkDue,
  checkPlans,
  checkPending,
  checkLists,
  checkGenerations,
  checkHistories,
];

/** Everything that must not be in a queue that was read in one moment. */
export function findingsIn(snapshot: Snapshot): Finding[] {
  return CHECKS.flatMap((check) => [...check(snapshot)]);
}

/** Checks a queue that may be at work. Changes nothing. */
export async function checkQueue(redis: Redis, tag: string): Promise<Finding[]> {
  let findings = findingsIn(await readSnapshot(redis, tag));
  for (let reading = 1; reading < READINGS && findings.length > 0; reading++) {
    const again = new Set(findingsIn(await readSnapshot(redis, tag)).map(sameness));
    findings = findings.filter((each) => again.has(sameness(each)));
  }
  return findings;
}

const sameness = ({ key, subject, message }: Finding) => `${key} ${subject} ${message}`;
