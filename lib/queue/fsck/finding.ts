/** The invariants that a queue can be checked for from what it holds. docs/reliability.md words them. */
export type Invariant = "I7" | "I9" | "I10" | "I11" | "I12" | "I13" | "I14" | "I15";

/** Something that must not be. */
export interface Finding {
  invariant: Invariant;
  /** The key it stands in, without the queue's tag. */
  key: string;
  /** The job, entry, schedule or batch it is about; "" for the key as a whole. */
  subject: string;
  message: string;
}

export function finding(
  invariant: Invariant,
  key: string,
  subject: string,
  message: string,
): Finding {
  return { invariant, key, subject, message };
}
