import { beatWorker, leaveWorker, type WorkerAccount } from "../../lib/queue/presence.ts";
import type { Fire, PutSchedule } from "../../lib/queue/schedules.ts";
import { scripts } from "../../lib/queue/scripts.generated.ts";
import { runScript } from "../../lib/redis/script.ts";
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
  await measureCancel(store, meter);
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

/** One call after the other, as `Schedules.cancel` makes them for a schedule that has very many runs. */
async function measureCancel(store: Store, meter: ScriptMeter): Promise<void> {
  const schedules = store.schedules(QUEUE);
  let cursor = "0";
  let id = "";
  const more = async () => {
    if (cursor !== "0") return;
    const schedule = nextSchedule();
    await schedules.put(schedule);
    id = schedule.id;
    for (let run = 0; run < LIVE_RUNS; run++) await schedules.trigger(id, runOf());
  };
  await meter.measure(`cancel-schedule, of ${LIVE_RUNS} runs`, ROUNDS, more, async () => {
    const args = [id, "bench", "cancel", cursor];
    const answer = await runScript(store.redis, scripts.cancelSchedule, schedules.tag, args);
    cursor = (answer as [string[], string[], string])[2];
  });
}

function runOf() {
  const { localId, body } = nextJob();
  return { localId, head: "5", body };
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
