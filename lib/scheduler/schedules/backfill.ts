import type { Backfill, BackfillResult } from "../../api/schedule-actions.ts";
import { MOST_BACKFILLED } from "../../api/schedule-actions.ts";
import { conflict, invalidField, notFound } from "../../errors.ts";
import { jobIdOf } from "../../jobs/names.ts";
import { instantMs } from "../../jobs/schedule-timing.ts";
import type { LedgerRecord, StoredSchedule } from "../../queue/stored-schedule.ts";
import { compile, type CompiledTrigger } from "../../schedule/index.ts";
import { iso } from "../present.ts";
import { bytesOfJob } from "../room.ts";
import type { Store } from "../store.ts";
import { runId } from "./decided.ts";
import { livingSchedule } from "./read.ts";

const LEDGER_LINES = 500;
const MOST_A_CALL = 100;

type Fate = "missing" | "fired" | "unknown";
type BackfillInput = { from: Date; to: Date } & Pick<Backfill, "dryRun" | "onlyMissing">;

/**
 * Makes the runs of planned times that are past, named by their planned time, beside the plan and whatever its rule for overlaps: it
 * touches no next time and no limit. With `onlyMissing` it leaves out what has fired, and what is too long ago to know.
 */
export async function backfillSchedule(
  store: Store,
  id: string,
  input: BackfillInput,
  by: string,
): Promise<BackfillResult> {
  const stored = await livingSchedule(store, id);
  const range = rangeOf(input, store.clock.now());
  const planned = plannedIn(stored, range, input.onlyMissing);
  const fates = await fatesOf(store, stored, planned);
  const wanted = planned.filter((at) => !input.onlyMissing || fates.get(at) === "missing");
  if (wanted.length > MOST_BACKFILLED)
    throw invalidField(
      "to",
      `${wanted.length} runs lie between from and to, and at most ${MOST_BACKFILLED} are made at once; choose a shorter range`,
    );
  const runs = wanted.map((plannedMs) => ({
    plannedMs,
    localId: newRunId(store, stored, plannedMs, fates),
  }));
  const made = input.dryRun ? runs : await makeRuns(store, stored, runs, by);
  return resultOf(
    stored,
    planned,
    new Map(made.map((run) => [run.plannedMs, run.localId])),
    fates,
    input,
  );
}

function rangeOf({ from, to }: BackfillInput, nowMs: number) {
  const [fromMs, toMs] = [instantMs("from", from), instantMs("to", to)];
  // The id of a run begins with its planned time, which is counted from then.
  if (fromMs < 0) throw invalidField("from", `must not be before 1970; it was ${iso(fromMs)}`);
  if (toMs < fromMs)
    throw invalidField("to", `must not be before from, ${iso(fromMs)}; it was ${iso(toMs)}`);
  if (toMs > nowMs)
    throw invalidField(
      "to",
      `must not be to come, for that is planned already; it was ${iso(toMs)}, and it is ${iso(nowMs)}`,
    );
  return { fromMs, toMs };
}

/** @throws CarillonError when there are more planned times than a backfill may look at */
function plannedIn(
  stored: StoredSchedule,
  { fromMs, toMs }: { fromMs: number; toMs: number },
  onlyMissing: boolean,
): number[] {
  const { timing } = stored.definition;
  if (timing.trigger.kind === "afterEnd")
    throw conflict("It is planned after each run: it has no planned times that could be missing.");
  const compiled: CompiledTrigger = compile(timing, { anchorMs: stored.anchorMs });
  const count = compiled.count(fromMs - 1, toMs);
  const most = onlyMissing ? MOST_BACKFILLED + LEDGER_LINES : MOST_BACKFILLED;
  if (count > most)
    throw invalidField(
      "to",
      `${count} planned times lie between from and to, and at most ${MOST_BACKFILLED} are made at once; choose a shorter range`,
    );
  const planned: number[] = [];
  for (let at = compiled.next(fromMs - 1); at !== null && at <= toMs; at = compiled.next(at))
    planned.push(at);
  return planned;
}

/**
 * What is known of each planned time: by its run, if that is kept, and by the ledger, as far as that reaches back. One that waits for
 * a run to end is as good as fired.
 */
async function fatesOf(
  store: Store,
  stored: StoredSchedule,
  planned: number[],
): Promise<Map<number, Fate>> {
  const reads = store.scheduleReads(stored.queue);
  const idOf = (at: number) => runId(stored.id, stored.generation, at);
  const [ledger, known, pending] = await Promise.all([
    reads.ledger(stored.id, LEDGER_LINES),
    reads.known(planned.map(idOf)),
    reads.pending(stored.id),
  ]);
  const ran = new Set([...pending, ...ledger.filter(hasRun).map(({ p }) => p)]);
  const reachesBackTo = ledger.length < LEDGER_LINES ? 0 : Math.min(...ledger.map(({ p }) => p));
  return new Map(
    planned.map((at) => {
      if (ran.has(at) || known.has(idOf(at))) return [at, "fired"];
      const isBeyond = at < reachesBackTo && at >= stored.createdMs;
      return [at, isBeyond ? "unknown" : "missing"];
    }),
  );
}

const hasRun = ({ o }: LedgerRecord) => o === "fired" || o === "backfilled";

/** By the planned time, so that two who backfill at once make one; a second run of the same time has an id of its own. */
function newRunId(
  store: Store,
  { id, generation }: StoredSchedule,
  plannedMs: number,
  fates: Map<number, Fate>,
): string {
  return fates.get(plannedMs) === "missing" ? runId(id, generation, plannedMs) : store.newLocalId();
}

/** Answers those that it has made: somebody else may have made the others meanwhile. */
async function makeRuns(
  store: Store,
  stored: StoredSchedule,
  runs: { plannedMs: number; localId: string }[],
  by: string,
): Promise<{ plannedMs: number; localId: string }[]> {
  const { d: _, ...body } = stored.definition.body;
  const job = { priority: stored.definition.priority, body };
  await store.room.admitWhole(runs.length * bytesOfJob(JSON.stringify(body)));
  const made = new Set<string>();
  for (let first = 0; first < runs.length; first += MOST_A_CALL) {
    const outcome = await store
      .schedules(stored.queue)
      .backfill(stored, job, by, runs.slice(first, first + MOST_A_CALL));
    if (outcome === "missing") throw notFound("periodic job", stored.id);
    if (outcome === "stale")
      throw conflict(
        `The periodic job was changed meanwhile, after ${made.size} runs were made. Look at it again, and repeat for what is missing.`,
      );
    for (const localId of outcome) made.add(localId);
  }
  return runs.filter(({ localId }) => made.has(localId));
}

function resultOf(
  { queue }: StoredSchedule,
  planned: number[],
  made: Map<number, string>,
  fates: Map<number, Fate>,
  { dryRun }: BackfillInput,
): BackfillResult {
  return {
    dryRun,
    made: made.size,
    leftOut: planned.length - made.size,
    items: planned.map((at) => {
      const localId = made.get(at);
      if (localId === undefined)
        return {
          plannedAt: iso(at),
          outcome: fates.get(at) === "unknown" ? "unknown" : "fired",
          jobId: null,
        };
      return {
        plannedAt: iso(at),
        outcome: dryRun ? "would-make" : "made",
        jobId: dryRun ? null : jobIdOf({ queue, localId }),
      };
    }),
  };
}
