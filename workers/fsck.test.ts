import { describe, expect, it } from "vitest";
import { Registry } from "../lib/queue/registry.ts";
import { startProcess } from "../lib/testing/processes.ts";
import { openRedis, testRedisUrl, uniquePrefix } from "../lib/testing/redis.ts";

describe("npm run fsck", () => {
  it("exits with 0 when all is well, and with 1 and a sentence for what is not", async () => {
    const prefix = uniquePrefix();
    const env = { REDIS_URL: testRedisUrl("fsck"), CARILLON_PREFIX: prefix };
    const redis = await openRedis();
    await new Registry(redis, prefix).addQueue("mail");
    const check = () => startProcess(["--import", "tsx", "workers/fsck.ts"], env);

    const well = check();
    expect(await well.exit).toBe(0);
    await well.untilLine(/^1 queues checked, 0 findings$/);

    await redis.sadd(`{${prefix}:mail}:dropped`, "01JD3V5W3N8Q0M4R7T1B6C2X9Z");
    const unwell = check();
    expect(await unwell.exit).toBe(1);
    await unwell.untilLine(
      /^I9 {2}mail {2}dropped: 01JD\w+ is dropped, but stands in no ready list$/,
    );
  });

  it("says which setting it needs", async () => {
    const check = startProcess(["--import", "tsx", "workers/fsck.ts"], { REDIS_URL: "" });
    expect(await check.exit).toBe(78);
    await check.untilLine(/REDIS_URL is missing/);
  });
});
