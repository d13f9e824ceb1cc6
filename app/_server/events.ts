import type { Hint } from "@/lib/jobs/hint.ts";
import { JobState } from "@/lib/jobs/states.ts";
import { backend } from "./backend.ts";

type Listener = (id: string, hint: Hint) => void;

const MOST_JOBS = 100;
const KEY = Symbol.for("carillon.events");
const shared = globalThis as { [KEY]?: { listeners: Set<Listener>; watching: Promise<unknown> } };

/** One watch on Redis feeds every stream of this process. Answers the function that ends the subscription. */
export function subscribe(listener: Listener): () => void {
  if (!shared[KEY]) {
    const listeners = new Set<Listener>();
    const watching = backend().service.watch((id, hint) => {
      for (const each of listeners) each(id, hint);
    });
    shared[KEY] = { listeners, watching };
  }
  const { listeners } = shared[KEY];
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Two hints of one queue as one: a busy queue makes thousands a second, and a page needs ten. */
export function mergeHints(a: Hint, b: Hint): Hint {
  return {
    queue: a.queue,
    states: JobState.options.filter(
      (state) => a.states.includes(state) || b.states.includes(state),
    ),
    jobs: [...new Set([...a.jobs, ...b.jobs])].slice(0, MOST_JOBS),
    schedules: a.schedules || b.schedules,
  };
}
