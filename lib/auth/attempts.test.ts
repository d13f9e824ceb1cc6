import { describe, expect, it } from "vitest";
import { openAuth } from "../testing/auth.ts";

const ALLOWANCE = { limit: 3, spanMs: 60_000 };

describe("attempts", () => {
  it("are allowed so many a span, for each who makes them, by all processes together", async () => {
    const { attempts } = await openAuth();
    const notes = await Promise.all(
      Array.from({ length: 5 }, () => attempts.note("guess", "ana", ALLOWANCE)),
    );
    expect(notes.filter((wait) => wait === null)).toHaveLength(3);
    for (const wait of notes.filter((each) => each !== null)) {
      expect(wait).toBeGreaterThan(59_000);
      expect(wait).toBeLessThanOrEqual(60_000);
    }
    expect(await attempts.note("guess", "bob", ALLOWANCE)).toBeNull();
    expect(await attempts.note("other", "ana", ALLOWANCE)).toBeNull();
  });

  it("are taken back one by one, and never below nothing", async () => {
    const { attempts, redis, prefix } = await openAuth();
    await attempts.takeBack("guess", "ana");
    expect(await redis.keys(`{${prefix}}:attempts:*`)).toEqual([]);
    for (let tries = 0; tries < 10; tries++) {
      expect(await attempts.note("guess", "ana", ALLOWANCE)).toBeNull();
      await attempts.takeBack("guess", "ana");
    }
    const [key] = (await redis.keys(`{${prefix}}:attempts:*`)) as [string];
    expect(await redis.pttl(key)).toBeGreaterThan(0);
  });

  it("take whoever it is, whatever they call themselves", async () => {
    const { attempts } = await openAuth();
    for (const who of ["\ud800", "a:b}", "", "x".repeat(5_000)])
      expect(await attempts.note("guess", who, ALLOWANCE)).toBeNull();
  });
});
