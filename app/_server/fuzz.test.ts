import { expect, it, vi } from "vitest";
import { api } from "@/lib/api/contract.ts";
import { createSeed } from "@/lib/testing/seeded.ts";
import httpRequest from "@/workers/jobs/http-request.ts";
import { fuzz, type Tally } from "./testing/fuzz/run.ts";

const REQUESTS = Number(process.env.CARILLON_FUZZ_REQUESTS ?? 20_000);
const MS_EACH = 60;
vi.setConfig({ testTimeout: 120_000 + REQUESTS * MS_EACH });

/** Now and then, for those who wait for a million. */
const TOLD_EVERY = 20_000;

it(`answers ${REQUESTS} requests of every kind, and none of them wrongly`, async () => {
  const seed = createSeed();
  const startedMs = performance.now();
  const tell = ({ requests, letIn, succeeded, slowest, late, byStatus, operations }: Tally) => {
    const seconds = Math.round((performance.now() - startedMs) / 1_000);
    const silent = Object.keys(api).filter((name) => !operations.has(name));
    process.stdout.write(
      `fuzz: seed ${seed}, ${requests} requests in ${seconds} s, ${letIn} let in, ${succeeded} done, ` +
        `slowest ${slowest.operation} in ${Math.round(slowest.ms)} ms, ${late} late, ` +
        `${JSON.stringify(byStatus)}, never done: ${silent.join(" ") || "none"}\n`,
    );
  };
  const tally = await fuzz(REQUESTS, seed, [httpRequest], (soFar) => {
    if (soFar.requests % TOLD_EVERY === 0 || soFar.requests >= REQUESTS) tell(soFar);
  });
  expect(tally.requests).toBeGreaterThanOrEqual(REQUESTS);
  expect(tally.letIn / tally.requests, "let in").toBeGreaterThan(0.5);
  expect(tally.succeeded / tally.requests, "done").toBeGreaterThan(0.2);
});
