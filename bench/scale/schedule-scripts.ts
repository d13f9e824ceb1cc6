import { MOST_JOBS_A_CALL } from "../../lib/queue/chunks.ts";
import { scripts } from "../../lib/queue/scripts.generated.ts";
import type { StoredSchedule } from "../../lib/queue/stored-schedule.ts";
import { runScript } from "../../lib/redis/script.ts";
import { FireCalls } from "../../lib/scheduler/schedules/fire-calls.ts";
import type { Store } from "../../lib/scheduler/store.ts";
import { ackOf, nextJob, QUEUE, turn } from "./fill.ts";
import { fireOf, newSchedule, putDue, putMany, runsOf } from "./schedules.ts";
import type { ScriptMeter } from "./script-meter.ts";

const ROUNDS = 100;
/** What takes long to prepare. */
const FEW_ROUNDS = 20;
/** The most that a scheduler peeks, and that one call of fire takes. */
const MOST_PEEKED = 200;
const MOST_FIRED = 50;
/** The most that one schedule fires at once, and the most lines it then adds to its ledger. */
const MOST_CAUGHT_UP = 100;
const MOST_LINES = 50;
const MOST_PENDING = 1_000;
const LIVE_RUNS = 5_000;
/** Acks that are no plain successes weigh five times as much. */
const MOST_ENDED = MOST_JOBS_A_CALL / 5;
/** No other job waits here, so that the runs of a schedule are the ones that are claimed. */
const APART = "apart";

const PAUSE = { by: "bench", atMs: 1, reason: null, untilMs: null };
const BY = { by: "bench", reason: "nobody needs it" };

/** What moves schedules and their runs, each at the most that one call takes. */
export async function measureSchedules(store: Store, meter: ScriptMeter): Promise<void> {
  await measureFires(store, meter);
  await measureActions(store, meter);
  await measureManyRuns(store, meter);
}

async function measureFires(store: Store, meter: ScriptMeter): Promise<void> {
  const schedules = store.schedules(QUEUE);
  await putMany(store, MOST_PEEKED);
  const peek = () => schedules.peek(MOST_PEEKED);
  await meter.measure(`peek-due, ${MOST_PEEKED} due`, ROUNDS, () => undefined, peek);
  const fire = (due: StoredSchedule[], part: Parameters<typeof fireOf>[1] = {}) => {
    const calls = new FireCalls(schedules);
    for (const one of due) calls.add(fireOf(one, part));
    return calls.end();
  };
  const put = () => putMany(store, MOST_FIRED);
  await meter.measure(`fire, ${MOST_FIRED} schedules`, ROUNDS, put, (due) => fire(due));
  const lines = `fire, schedules with ${MOST_LINES} lines each`;
  await meter.measure(lines, FEW_ROUNDS, put, (due) => fire(due, { lines: MOST_LINES }));
  const few = () => putMany(store, 4);
  const runs = `fire, schedules with ${MOST_CAUGHT_UP} runs each`;
  await meter.measure(runs, FEW_ROUNDS, few, (due) => fire(due, { fires: MOST_CAUGHT_UP }));
  const replacing = (schedulesToPut: number, runsOfEach: number) => async () => {
    const due = await putMany(store, schedulesToPut, { overlap: "cancelRunning" });
    for (const { id } of due)
      for (let run = 0; run < runsOfEach; run++)
        await schedules.trigger(id, nextJob().localId, "bench");
    return due;
  };
  const stops = "fire, schedules that stop a run each";
  await meter.measure(stops, FEW_ROUNDS, replacing(MOST_FIRED, 1), (due) => fire(due));
  const stopsMany = "fire, schedules that stop as many runs as they may";
  await meter.measure(stopsMany, FEW_ROUNDS, replacing(2, 100), (due) => fire(due));
}

/** What is done to one schedule. */
async function measureActions(store: Store, meter: ScriptMeter): Promise<void> {
  const schedules = store.schedules(QUEUE);
  const one = <T>(row: string, prepare: () => Promise<T>, run: (made: T) => Promise<unknown>) =>
    meter.measure(row, ROUNDS, prepare, run);
  const put = () => putDue(store);
  const paused = () => putPaused(store);
  const later = Date.now() + 3_600_000;
  const noted = async () => {
    const schedule = await put();
    for (let note = 0; note < 99; note++) await schedules.markSkip(schedule, later + note, BY);
    return schedule;
  };
  const unsaved = () => newSchedule(store);
  await one("put-schedule", unsaved, (schedule) => schedules.put(schedule));
  await one("trigger", put, ({ id }) => schedules.trigger(id, nextJob().localId, "bench"));
  await one("pause-schedule", put, ({ id }) => schedules.pause(id, PAUSE));
  await one("resume-schedule", paused, (schedule) =>
    schedules.resume(schedule, fireOf(schedule, { fires: 0 })),
  );
  await one("skip-next", put, (schedule) =>
    schedules.skipNext(schedule, fireOf(schedule, { fires: 0 })),
  );
  await meter.measure("mark-skip, the hundredth", FEW_ROUNDS, noted, (schedule) =>
    schedules.markSkip(schedule, later + 99, BY),
  );
  await one("replan", put, (schedule) =>
    schedules.replan(schedule, { nominalMs: later, nextMs: later }),
  );
  await one("fail-schedule", put, (schedule) =>
    schedules.fail({ ...schedule, scoreMs: schedule.nextMs! }, "no next time", later),
  );
}

/** What is done to one schedule that has very many runs, or times that wait. */
async function measureManyRuns(store: Store, meter: ScriptMeter): Promise<void> {
  const schedules = store.schedules(QUEUE);
  const put = () => putDue(store);
  await meter.measure(`backfill, ${MOST_CAUGHT_UP} runs`, ROUNDS, put, (schedule) => {
    const { priority, body } = schedule.definition;
    return schedules.backfill(schedule, { priority, body }, "bench", runsOf(MOST_CAUGHT_UP, 1_000));
  });
  const paused = () => putPaused(store);
  await meter.measure(`resume-schedule, ${MOST_CAUGHT_UP} runs`, ROUNDS, paused, (schedule) =>
    schedules.resume(schedule, fireOf(schedule, { fires: MOST_CAUGHT_UP, lines: MOST_LINES })),
  );
  await meter.measure(
    `pause-schedule, ${MOST_PENDING.toLocaleString("en")} pending`,
    FEW_ROUNDS,
    () => putPending(store),
    ({ id }) => schedules.pause(id, PAUSE),
  );
  await meter.measure(
    `cancel-schedule, ${MOST_PENDING.toLocaleString("en")} pending`,
    FEW_ROUNDS,
    () => putPending(store),
    (schedule) =>
      schedules.cancel(
        schedule,
        { by: "bench", waiting: "remove", running: "finish" },
        { count: 0, ledger: [] },
      ),
  );
  await measureEnds(store, meter);
  await measureCancel(store, meter);
}

async function putPaused(store: Store): Promise<StoredSchedule> {
  const { id } = await putDue(store);
  await store.schedules(QUEUE).pause(id, PAUSE);
  return (await store.scheduleReads(QUEUE).get(id))!;
}

/** A schedule with a live run, and as many times that wait for its end as there may be. */
async function putPending(store: Store): Promise<StoredSchedule> {
  let schedule = await putDue(store, { overlap: "queueAll" });
  for (let pending = 0; pending <= MOST_PENDING; pending += MOST_CAUGHT_UP) {
    const dueMs = schedule.nextMs! + MOST_CAUGHT_UP;
    const again = { nominalMs: dueMs, nextMs: dueMs };
    await store.schedules(QUEUE).fire([fireOf(schedule, { fires: MOST_CAUGHT_UP, ...again })]);
    schedule = (await store.scheduleReads(QUEUE).get(schedule.id))!;
  }
  return schedule;
}

/** Ends of runs that each fire a planned time that waited. */
async function measureEnds(store: Store, meter: ScriptMeter): Promise<void> {
  const claimed = async () => {
    const due = await putMany(store, MOST_ENDED, { overlap: "queueAll" }, APART);
    await store.schedules(APART).fire(due.map((one) => fireOf(one, { fires: 2 })));
    return turn(store, { want: MOST_ENDED, queue: APART });
  };
  const row = `turn, ${MOST_ENDED} runs end, and as many that waited are made`;
  await meter.measure(row, FEW_ROUNDS, claimed, (claims) =>
    turn(store, { acks: claims.map((claim) => ackOf(claim, "s")), queue: APART }),
  );
}

/** One call after the other, as `Schedules.cancel` makes them for a schedule that has very many runs. */
async function measureCancel(store: Store, meter: ScriptMeter): Promise<void> {
  const schedules = store.schedules(QUEUE);
  let cursor = "0";
  let schedule: StoredSchedule;
  const more = async () => {
    if (cursor !== "0") return;
    schedule = await putDue(store);
    for (let run = 0; run < LIVE_RUNS; run++)
      await schedules.trigger(schedule.id, nextJob().localId, "bench");
  };
  await meter.measure(
    `cancel-schedule, ${LIVE_RUNS.toLocaleString("en")} live`,
    ROUNDS,
    more,
    async () => {
      const { id, generation, watermarkMs } = schedule;
      const args = [id, "bench", "remove", "cancel", cursor, generation, watermarkMs, 0, "", ""];
      const answer = await runScript(store.redis, scripts.cancelSchedule, schedules.tag, args);
      cursor = (answer as [string[], string[], string[], string])[3];
    },
  );
}
