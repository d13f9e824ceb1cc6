import { expect, it, vi } from "vitest";
import { api } from "@/lib/api/contract.ts";
import { createSeed } from "@/lib/testing/seeded.ts";
import httpRequest from "@/workers/jobs/http-request.ts";
import { fuzz } from "./testing/fuzz/run.ts";

const REQUESTS = Number(process.env.CARILLON_FUZZ_REQUESTS ?? 20_000);
const MS_EACH = 60;
vi.setConfig({ testTimeout: 120_000 + REQUESTS * MS_EACH });

it(`answers ${REQUESTS} requests of every kind, and none of them wrongly`, async () => {
  const seed = createSeed();
  const startedMs = performance.now();
  const tally = await fuzz(REQUESTS, seed, [httpRequest]);
  const seconds = Math.round((performance.now() - startedMs) / 1_000);
  const silent = Object.keys(api).filter((name) => !tally.operations.has(name));
  process.stdout.write(
    `fuzz: seed ${seed}, ${tally.requests} requests in ${seconds} s, ${tally.letIn} let in, ${tally.succeeded} done, ` +
      `slowest ${tally.slowest.operation} in ${Math.round(tally.slowest.ms)} ms, ${tally.late} late, ${JSON.stringify(tally.byStatus)}, never done: ${silent.join(" ") || "none"}\n`,
  );
  expect(tally.requests).toBeGreaterThanOrEqual(REQUESTS);
  expect(tally.letIn / tally.requests, "let in").toBeGreaterThan(0.5);
  expect(tally.succeeded / tally.requests, "done").toBeGreaterThan(0.2);
});
