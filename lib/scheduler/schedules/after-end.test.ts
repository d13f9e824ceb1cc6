import { expect, it } from "vitest";
import { HOUR_MS } from "../../testing/schedules.ts";
import { tick } from "../../testing/planted.ts";
import { startSystem } from "../../testing/system.ts";

it("a pause that is over before a schedule begins leaves its first time alone", async () => {
  const { service } = startSystem();
  const startAt = new Date(Date.now() + HOUR_MS);
  const asked = { id: "crawl", job: tick, args: {}, delay: 60, startAt };
  const { nextAt } = await service.scheduleAfterEnd(asked);
  expect(Date.parse(nextAt!)).toBe(startAt.getTime() + 60_000);
  await service.pauseSchedule("crawl");
  await service.resumeSchedule("crawl");
  expect(await service.getSchedule("crawl")).toMatchObject({ state: "active", nextAt });
});
