/** Planned times of a trigger, without start or end. Instants are integer ms UTC. */
export interface Planner {
  /** The smallest planned time strictly after `afterMs`; null when there is none. */
  next(afterMs: number): number | null;
  /** How many planned times lie in (from, to], without walking through them. */
  count(fromMs: number, toMs: number): number;
}
