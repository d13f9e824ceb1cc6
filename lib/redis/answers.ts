import type { ChainableCommander } from "ioredis";

/**
 * Sends a pipeline, and gives what its commands answered.
 * @throws the error of the first that failed: ioredis has it among the answers, where a reader takes it for nothing
 */
export async function answersOf(pipeline: ChainableCommander): Promise<unknown[]> {
  const outcomes = (await pipeline.exec()) ?? [];
  for (const [error] of outcomes) if (error) throw error;
  return outcomes.map(([, answer]) => answer);
}
