import * as fc from "fast-check";
import type { AnyJobDefinition } from "@/lib/jobs/define-job.ts";
import { isLate, isLetIn, wrongWith } from "./judge.ts";
import { anyRequest, type FuzzRequest } from "./requests.ts";
import { type Answered, Round } from "./round.ts";

/** So many share what they make. */
const OF_A_ROUND = 2_500;
/** So many have one seed, and are asked at once by so many. */
const OF_A_SEED = 250;
const AT_ONCE = 8;

export interface Tally {
  requests: number;
  letIn: number;
  succeeded: number;
  byStatus: Record<number, number>;
  /** Redis was late, and they were asked again. */
  late: number;
  /** Operations that have succeeded. */
  operations: Set<string>;
  slowest: { ms: number; operation: string };
}

/**
 * Asks that many times, the same for the same seed but for what chance there is in what happens at once.
 * @throws Error with the seed and the smallest request, at the first wrong answer
 */
export async function fuzz(
  requests: number,
  seed: number,
  jobTypes: AnyJobDefinition[],
  onRound: (tally: Tally) => void,
): Promise<Tally> {
  const tally: Tally = {
    requests: 0,
    letIn: 0,
    succeeded: 0,
    byStatus: {},
    late: 0,
    operations: new Set(),
    slowest: { ms: 0, operation: "" },
  };
  while (tally.requests < requests) {
    const round = await Round.open(jobTypes);
    try {
      for (let asked = 0; asked < OF_A_ROUND && tally.requests < requests; asked += OF_A_SEED)
        await askAll(round, seed + tally.requests / OF_A_SEED, tally);
      onRound(tally);
    } finally {
      await round.close();
    }
  }
  return tally;
}

async function askAll(round: Round, seed: number, tally: Tally): Promise<void> {
  const requests = fc.sample(anyRequest, { seed, numRuns: OF_A_SEED });
  let next = 0;
  const askOneByOne = async () => {
    for (let index = next++; index < requests.length; index = next++) {
      const answered = await patiently(round, requests[index]!, tally);
      const wrong = wrongWith(answered);
      if (wrong !== null) await fail(round, { seed, index, request: requests[index]!, wrong });
      count(tally, answered);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, askOneByOne));
}

/** On a machine that is busy with other tests Redis may be late, and 503 is right. It is not when it is the answer every time. */
async function patiently(round: Round, request: FuzzRequest, tally: Tally): Promise<Answered> {
  const answered = await round.send(request);
  if (!isLate(answered)) return answered;
  tally.late += 1;
  await round.untilPrompt();
  return round.send(request);
}

interface Failure {
  seed: number;
  index: number;
  request: FuzzRequest;
  wrong: string;
}

/** Looks for a smaller request that is answered wrongly as well. */
async function fail(round: Round, { seed, index, request, wrong }: Failure): Promise<never> {
  const { counterexample } = await fc.check(
    fc.asyncProperty(anyRequest, async (each) => wrongWith(await round.send(each)) === null),
    { seed, path: String(index), numRuns: 1, endOnFailure: false },
  );
  const [smallest = request] = counterexample ?? [];
  const again = await round.send(smallest);
  throw new Error(
    [
      `CARILLON_TEST_SEED=${seed} CARILLON_FUZZ_REQUESTS=${OF_A_SEED} npm run fuzz, request ${index}: ${wrong}`,
      `Smallest: ${JSON.stringify(again.asked).slice(0, 2_000)}`,
      `It is answered ${again.response.status}: ${wrongWith(again) ?? "rightly, the second time"}`,
    ].join("\n"),
  );
}

function count(tally: Tally, answered: Answered): void {
  const { asked, response, ms } = answered;
  tally.requests += 1;
  tally.byStatus[response.status] = (tally.byStatus[response.status] ?? 0) + 1;
  if (ms > tally.slowest.ms) tally.slowest = { ms, operation: asked.operation };
  if (isLetIn(answered)) tally.letIn += 1;
  if (!response.ok) return;
  tally.succeeded += 1;
  tally.operations.add(asked.operation);
}
