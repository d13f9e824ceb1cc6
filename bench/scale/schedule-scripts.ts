import { beatWorker, leaveWorker, type WorkerAccount } from "../../lib/queue/presence.ts";
import type { Fire, PutSchedule } from "../../lib/queue/schedules.ts";
import type { Store } from "../../lib/scheduler/store.ts";
import { nextJob, QUEUE } from "./fill.ts";
import type { ScriptMeter } from "./script-meter.ts";

const ROUNDS = 100;
const MOST_FIRED = 100;
const LIVE_RUNS = 5_000;

let made = 0;

/** A schedule that was due a minute ago. */
function nextSchedule(): PutSchedule {
  const dueMs = Date.now() - 60_000;
  return {
    id: `schedule-${made++}`,
    definition: {
      timing: {
        trigger: { kind: "every", everyMs: 60_000 },
        overlap: "allow",
        missed: { policy: "all", max: 100 },
        jitterMs: 0,
      },
      body: { n: "mail.send", a: {} },
      priority: 5,
      options: {},
    },
    mode: "create",
    nominalMs: dueMs,
    nextMs: dueMs,
    by: "bench",
    anchorMs: dueMs - 60_000,
    watermarkMs: dueMs - 60_000,
  };
}

/** What moves schedules and their runs. */
export async function measureSchedules(store: Store, meter: ScriptMeter): Promise<void> {
  const schedules = store.schedules(QUEUE);
  const put = async () => {
    const schedule = nextSchedule();
    await schedules.put(schedule);
    return schedule;
  };
  const withRuns = async (runs: number) => {
    const { id } = await put();
    for (let at = 0; at < runs; at++) await schedules.trigger(id, runOf());
    return id;
  };
  const fire = (schedule: PutSchedule): Promise<unknown> => schedules.fire(fireOf(schedule));
  await meter.measure("put-schedule", ROUNDS, nextSchedule, (schedule) => schedules.put(schedule));
  await meter.measure(`fire, ${MOST_FIRED} runs`, ROUNDS, put, fire);
  await meter.measure("trigger", ROUNDS, put, ({ id }) => schedules.trigger(id, runOf()));
  await meter.measure("pause-schedule", ROUNDS, put, ({ id }) =>
    schedules.pause(id, { by: "bench", atMs: 1, reason: null }),
  );
  const paused = async () => {
    const { id } = await put();
    await schedules.pause(id, { by: "bench", atMs: 1, reason: null });
    return (await schedules.get(id))!;
  };
  await meter.measure("resume-schedule", ROUNDS, paused, (schedule) => {
    const nextMs = Date.now() + 60_000;
    const to = {
      watermarkMs: schedule.watermarkMs + 1,
      passed: 0,
      nominalMs: nextMs,
      nextMs,
      ledger: null,
    };
    return schedules.resume(schedule, to);
  });
  const stored = async () => (await schedules.get((await put()).id))!;
  await meter.measure("fail-schedule", ROUNDS, stored, (schedule) =>
    schedules.fail(schedule, "no next time", Date.now() + 60_000),
  );
  await meter.measure(
    `cancel-schedule, ${LIVE_RUNS} runs`,
    3,
    () => withRuns(LIVE_RUNS),
    (id) => schedules.cancel(id, "bench", "cancel"),
  );
  const account: WorkerAccount = {
    id: "bench",
    kind: "executor",
    host: "bench",
    pid: 1,
    version: "0",
    node: process.version,
    state: "active",
    startedMs: 1,
    queues: [QUEUE],
    slots: 1_000,
    running: [],
    jobTypes: [],
    rssBytes: 1,
    beatEveryMs: 1_000,
  };
  await meter.measure(
    "presence",
    ROUNDS,
    () => undefined,
    () => beatWorker(store.redis, store.prefix, account),
  );
  await leaveWorker(store.redis, store.prefix, account.id);
}

function runOf() {
  const { localId, body } = nextJob();
  return { localId, priority: 5, body };
}

const fireOf = (schedule: PutSchedule): Fire => ({
  id: schedule.id,
  generation: made,
  revision: 1,
  expectedScoreMs: schedule.nextMs!,
  watermarkMs: schedule.nextMs!,
  nominalMs: schedule.nextMs! + 60_000,
  nextMs: schedule.nextMs! + 60_000,
  overlap: "allow",
  limit: 0,
  counters: {},
  ledger: [],
  jobs: Array.from({ length: MOST_FIRED }, () => ({ ...runOf(), plannedMs: schedule.nextMs! })),
});
