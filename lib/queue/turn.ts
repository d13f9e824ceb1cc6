import { ENTRY_ID_LENGTH } from "./record.ts";
import type { Ack, Claim, Turn, TurnAnswer } from "./queue.ts";

/**
 * Lays out the arguments of turn.lua. Plain successes, which are nearly all acks of a busy executor, go as bare ids under the
 * time they were claimed at: their five other arguments would be the same, and cost Redis more than the rest of the turn. Those of
 * a schedule say besides whose runs they are.
 */
export function turnArgs(turn: Turn): (string | number)[] {
  const groups = new Map<number, string[]>();
  const results: string[] = [];
  const runs: string[] = [];
  const others: Ack[] = [];
  for (const ack of turn.acks) {
    const schedule = plainScheduleOf(ack);
    // What comes after another kind of ack stays after it: failures of a schedule's runs are counted in a row.
    if (schedule === null || (schedule !== "" && others.length > 0)) {
      others.push(ack);
      continue;
    }
    if (schedule !== "") runs.push(ack.entry, schedule);
    const group = groups.get(ack.claimedMs);
    if (group) group.push(ack.entry);
    else groups.set(ack.claimedMs, [ack.entry]);
    if (ack.detail !== "") results.push(ack.entry, ack.detail);
  }
  const { executor, channel, sequence, want, leaseMs } = turn;
  const args: (string | number)[] = [executor, channel, sequence, want, leaseMs];
  args.push(groups.size, results.length / 2, runs.length / 2, others.length);
  for (const [claimedMs, ids] of groups) {
    args.push(claimedMs, ids.length);
    for (const id of ids) args.push(id);
  }
  for (const part of results) args.push(part);
  for (const part of runs) args.push(part);
  for (const ack of others) args.push(...ackArgs(ack, executor));
  return args;
}

/** What an ack costs Redis, against that of a plain success. */
export const ackWeight = (ack: Ack): number => (plainScheduleOf(ack) === "" ? 1 : 5);

const PLAIN_HEADER = /^\d(?: \d+(?: ([a-z0-9]\S*))?)?$/;

/** Of a plain success, a first delivery that succeeded of a job that asked for nothing that its end sets free: its schedule, or "". */
function plainScheduleOf({ outcome, entry, header }: Ack): string | null {
  if (outcome !== "s" || entry.length !== ENTRY_ID_LENGTH) return null;
  if (header.length === 1) return "";
  const plain = PLAIN_HEADER.exec(header);
  return plain && (plain[1] ?? "");
}

function ackArgs(ack: Ack, executor: string): (string | number)[] {
  const { entry, outcome, delivery, failures, losses, claimedMs, retryDelayMs } = ack;
  const record = `${outcome} ${delivery} ${failures} ${losses} ${executor} ${claimedMs}`;
  return [entry, record, retryDelayMs ?? "-", ack.header, ack.detail];
}

/** What turn.lua answers. Only entries that were delivered before have failures and losses worth telling. */
export function readTurn(answer: unknown): TurnAnswer {
  const [nowMs, lost, entries, envelopes, tries, more] = answer as [
    number,
    string[],
    string[],
    string[],
    string[],
    number,
  ];
  const claims: Claim[] = [];
  let tried = 0;
  for (let index = 0; index < entries.length; index++) {
    const entry = entries[index]!;
    const envelope = envelopes[index]!;
    if (entry.length === ENTRY_ID_LENGTH) {
      claims.push({ entry, envelope, failures: 0, losses: 0 });
    } else {
      const [failures, losses] = tries[tried++]!.split(" ");
      claims.push({ entry, envelope, failures: Number(failures), losses: Number(losses) });
    }
  }
  return { nowMs, lost, claims, hasMore: more === 1 };
}
