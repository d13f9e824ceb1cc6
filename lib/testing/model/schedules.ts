import { isFinal, type ModelJob, newJob } from "./job.ts";
import type { Model } from "./model.ts";
import {
  counterOf,
  isFiring,
  isSpent,
  type Line,
  type ModelSchedule,
  type Planned,
  wishOfRuns,
} from "./schedule.ts";

const MOST_PENDING = { skip: 0, allow: 0, queueOne: 1, queueAll: 1_000, cancelRunning: 1 };

/** What is decided about the times of a schedule. */
export interface Decision {
  /** What does not fire. */
  lines: Line[];
  runs: Planned[];
  watermarkMs: number;
  nominalMs: number | null;
  nextMs: number | null;
}

/** The schedules of one queue as they should be, by lib/queue/STATES.md and the page on schedules. */
export class ModelSchedules {
  readonly byId = new Map<string, ModelSchedule>();
  readonly #model: Model;

  constructor(model: Model) {
    this.#model = model;
  }

  all(isWanted: (schedule: ModelSchedule) => boolean = () => true): ModelSchedule[] {
    return [...this.byId.values()].filter(isWanted);
  }

  /** Its runs that have not ended. */
  alive({ id }: ModelSchedule): ModelJob[] {
    return this.#model.all((job) => job.schedule === id && !isFinal(job));
  }

  /** Writes down what became of planned times, and counts it. */
  note(schedule: ModelSchedule, lines: Line[]): void {
    for (const { outcome, count = 1 } of lines) schedule.counters[counterOf(outcome)] += count;
    schedule.ledger.push(...lines);
  }

  /** @param run without a planned time, it is beside the plan */
  run(schedule: ModelSchedule, { localId, ...run }: Partial<Planned> & { localId: string }): void {
    const { plannedMs = 0, coalesced = 0 } = run;
    const part = { schedule: schedule.id, plannedMs, coalesced };
    this.#model.makeRun(newJob(localId, wishOfRuns(schedule.wish), part));
  }

  /** Answers how many runs are made. */
  decide(schedule: ModelSchedule, { lines, runs, ...decision }: Decision): number {
    const before = this.#model.jobs.size;
    const fired: Line[] = [];
    const decidedMs = this.#start(schedule, runs, fired);
    const isCut = decidedMs !== (runs.at(-1)?.plannedMs ?? null);
    // At its limit it ends with the last run: what comes later was never planned.
    const watermarkMs = isCut ? (decidedMs ?? schedule.watermarkMs) : decision.watermarkMs;
    const isDecided = ({ plannedMs }: Line) => !isCut || plannedMs! <= watermarkMs;
    this.note(schedule, [...lines.filter(isDecided), ...fired]);
    this.moveWatermark(schedule, watermarkMs);
    this.planNext(schedule, decision);
    return this.#model.jobs.size - before;
  }

  moveWatermark(schedule: ModelSchedule, watermarkMs: number): void {
    schedule.watermarkMs = watermarkMs;
    for (const plannedMs of schedule.skips)
      if (plannedMs <= watermarkMs) schedule.skips.delete(plannedMs);
  }

  /** Fires by the rule for overlaps. Answers the newest planned time that is decided. */
  #start(schedule: ModelSchedule, runs: Planned[], lines: Line[]): number | null {
    const { overlap } = schedule.wish;
    let decidedMs: number | null = null;
    for (const run of runs) {
      const fires = lines.filter(({ outcome }) => outcome === "fired").length;
      if (isSpent(schedule, fires)) break;
      decidedMs = run.plannedMs;
      const isMade = this.#model.jobs.has(run.localId);
      if (overlap === "cancelRunning" && !isMade) this.#stop(schedule);
      if (isMade || overlap === "allow" || this.alive(schedule).length === 0) {
        lines.push({ ...run, outcome: "fired" });
        if (!isMade) this.run(schedule, run);
      } else if (schedule.pending.length < MOST_PENDING[overlap]) schedule.pending.push(run);
      else lines.push({ plannedMs: run.plannedMs, outcome: "overlap-skipped" });
    }
    return decidedMs;
  }

  #stop(schedule: ModelSchedule): void {
    for (const job of this.alive(schedule))
      if (job.state === "running") job.cancelAsked = true;
      else this.#model.end(job, "c");
  }

  /** Its times are decided: it is due again, waits for its run to end, or has ended. */
  planNext(
    schedule: ModelSchedule,
    { nominalMs, nextMs }: Pick<Decision, "nominalMs" | "nextMs">,
  ): void {
    const { delayMs, endsMs } = schedule.wish;
    const isOver = nominalMs !== null && endsMs !== null && nominalMs > endsMs;
    this.#stand(schedule, "active", nominalMs, nextMs);
    if (isOver || isSpent(schedule) || (nextMs === null && delayMs === null)) this.finish(schedule);
    else if (nextMs === null && this.alive(schedule).length === 0) this.#planAfterRun(schedule);
  }

  #stand(
    schedule: ModelSchedule,
    state: "active" | "ended",
    nominalMs: number | null,
    nextMs: number | null,
  ): void {
    Object.assign(schedule, { state, nominalMs, nextMs, dueMs: nextMs, problem: null });
    schedule.isPlannedByEnd = false;
  }

  finish(schedule: ModelSchedule): void {
    this.#stand(schedule, "ended", null, null);
  }

  /** A delay from now, within its start and end. */
  #planAfterRun(schedule: ModelSchedule): void {
    const { startsMs, endsMs } = schedule.wish;
    // The instants of a test are long past or far ahead.
    if ((endsMs ?? Infinity) < Math.max(startsMs ?? 0, Date.now())) this.finish(schedule);
    else schedule.isPlannedByEnd = true;
  }

  pause(schedule: ModelSchedule, by: string, untilMs: number | null): void {
    Object.assign(schedule, { state: "paused", pause: { by, untilMs }, dueMs: untilMs });
    Object.assign(schedule, { catchUp: null, problem: null });
    schedule.isPlannedByEnd = false;
    this.drop(schedule, "paused");
  }

  /** What waits for a run to end is decided so. */
  drop(schedule: ModelSchedule, outcome: "paused" | "cancelled"): void {
    const pending = schedule.pending.splice(0);
    this.note(
      schedule,
      pending.map(({ plannedMs }) => ({ plannedMs, outcome })),
    );
  }

  /** One of its runs has ended. */
  runEnded(id: string, letter: "s" | "f" | "c"): void {
    const schedule = this.byId.get(id);
    if (!schedule || schedule.state === "cancelled") return;
    const { wish, pending } = schedule;
    if (letter === "s") schedule.failuresInRow = 0;
    if (letter === "f") schedule.failuresInRow++;
    const most = wish.pauseAfterFailures || Infinity;
    if (letter === "f" && isFiring(schedule) && schedule.failuresInRow >= most)
      return this.pause(schedule, "carillon", null);
    if (schedule.state === "paused") return;
    while (pending.length > 0 && this.alive(schedule).length === 0) {
      const run = pending.shift()!;
      this.note(schedule, [{ ...run, outcome: "fired" }]);
      if (!this.#model.jobs.has(run.localId)) this.run(schedule, run);
    }
    const isAwaited = schedule.state === "active" && schedule.nextMs === null;
    if (isAwaited && !schedule.isPlannedByEnd && this.alive(schedule).length === 0)
      this.#planAfterRun(schedule);
  }
}
