import { ENTRY_ID_LENGTH } from "./record.ts";
import type { Ack, Claim, Turn, TurnAnswer } from "./queue.ts";

/**
 * Lays out the arguments of turn.lua. Plain successes, which are nearly all acks of a busy executor, go as bare ids under the
 * time they were claimed at: their five other arguments would be the same, and cost Redis more than the rest of the turn.
 */
export function turnArgs(turn: Turn): (string | number)[] {
  const groups = new Map<number, string[]>();
  const results: string[] = [];
  const others: Ack[] = [];
  for (const ack of turn.acks) {
    if (!isPlain(ack)) {
      others.push(ack);
      continue;
    }
    const group = groups.get(ack.claimedMs);
    if (group) group.push(ack.entry);
    else groups.set(ack.claimedMs, [ack.entry]);
    if (ack.detail !== "") results.push(ack.entry, ack.detail);
  }
  const { executor, channel, sequence, want, leaseMs } = turn;
  const args: (string | number)[] = [executor, channel, sequence, want, leaseMs];
  args.push(groups.size, results.length / 2, others.length);
  for (const [claimedMs, ids] of groups) {
    args.push(claimedMs, ids.length);
    for (const id of ids) args.push(id);
  }
  for (const part of results) args.push(part);
  for (const ack of others) args.push(...ackArgs(ack, executor));
  return args;
}

/** What an ack costs Redis, against that of a plain success. */
export const ackWeight = (ack: Ack): number => (isPlain(ack) ? 1 : 5);

const PLAIN_HEADER = /^\d( \d+)?$/;

/** A first delivery that succeeded, of a job that asked for nothing that its end sets free. */
function isPlain({ outcome, entry, header }: Ack): boolean {
  return (
    outcome === "s" &&
    entry.length === ENTRY_ID_LENGTH &&
    (header.length === 1 || PLAIN_HEADER.test(header))
  );
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
