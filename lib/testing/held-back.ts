import { createLogger } from "../logger.ts";
import type { Peeked } from "../queue/due-schedule.ts";
import { Schedules } from "../queue/schedules.ts";
import { Firing } from "../scheduler/schedules/fire.ts";
import type { openSchedules } from "./planted.ts";

/** Redis' clock as a scheduler reads it, held back. What it fires is past by the real one, which the scripts go by. */
class HeldBack extends Schedules {
  nowMs = 0;

  override async peek(most: number): Promise<Peeked> {
    const { due } = await super.peek(most);
    return {
      nowMs: this.nowMs,
      nextMs: null,
      due: due.filter(({ scoreMs }) => scoreMs <= this.nowMs),
    };
  }
}

/**
 * What a scheduler does about schedules, at instants of the test's choice: seconds need no waiting for, and no load of the machine changes
 * what happens in which order. `anchorMs` is an hour ago; `to(ms)` is so long after it.
 */
export async function heldBack({
  nowMs,
  plant,
  store,
}: Pick<Awaited<ReturnType<typeof openSchedules>>, "nowMs" | "plant" | "store">) {
  const anchorMs = (await nowMs()) - 3_600_000;
  const schedules = new HeldBack(store.redis, store.prefix, "default");
  const firing = new Firing(schedules, createLogger("fatal", {}));
  return {
    anchorMs,
    /** Every second from the anchor on, the first of them one second after it. */
    everySecond: (timing: Record<string, unknown>, job?: string) =>
      plant({
        timing: { trigger: { kind: "every", everyMs: 1_000 }, ...timing },
        anchorMs,
        watermarkMs: anchorMs,
        nominalMs: anchorMs + 1_000,
        job,
      }),
    async to(ms: number): Promise<void> {
      schedules.nowMs = anchorMs + ms;
      while ((await firing.fireDue()) !== null);
    },
    /** A planned time in seconds after the anchor. */
    second: (plannedMs: number) => (plannedMs - anchorMs) / 1_000,
  };
}
