import { type Engine, openEngine } from "./engine.ts";
import { FAR, PAST } from "./instants.ts";
import { definitionOf, dueOf, fireOf, putSchedule, runOf, stored } from "./schedules.ts";

const DUE = { anchorMs: PAST(0), watermarkMs: PAST(0), nominalMs: PAST(1), nextMs: PAST(1) };
const NOT_DUE = { ...DUE, nominalMs: FAR(1), nextMs: FAR(1) };
const AWAITED = { nominalMs: null, nextMs: null };
const PAUSE = { by: "ana", atMs: 1, reason: null };

/** A schedule in each state there is. */
export async function someSchedules(): Promise<Engine> {
  const engine = await openEngine();
  const { schedules } = engine;
  const put = (id: string, plan: typeof DUE, timing: Record<string, unknown> = {}) =>
    putSchedule(engine, { id, plan, definition: definitionOf(timing) });
  await put("nightly", NOT_DUE);
  await schedules.markSkip(await stored(engine, "nightly"), FAR(2), { by: "ana", reason: null });
  await put("queued", DUE, { overlap: "queueAll" });
  const runs = [1, 2, 3].map((k) => runOf(PAST(k)));
  const rest = { watermarkMs: PAST(3), nominalMs: PAST(4), nextMs: PAST(4) };
  await schedules.fire([fireOf(await stored(engine, "queued"), { runs, ...rest })]);
  await put("after", DUE, { trigger: { kind: "afterEnd", delayMs: 3_600_000 } });
  await schedules.fire([fireOf(await stored(engine, "after"), AWAITED)]);
  await put("held", NOT_DUE);
  await schedules.pause("held", { ...PAUSE, untilMs: FAR(3) });
  await put("stopped", DUE);
  await schedules.pause("stopped", { ...PAUSE, untilMs: null });
  await put("broken", DUE);
  await schedules.fail(dueOf(await stored(engine, "broken")), "no such zone", FAR(1));
  await put("over", DUE, { limit: 1 });
  await schedules.fire([fireOf(await stored(engine, "over"))]);
  await put("gone", DUE);
  const fate = { by: "ana", waiting: "remove", running: "finish" } as const;
  await schedules.cancel(await stored(engine, "gone"), fate, { count: 0, ledger: [] });
  return engine;
}
