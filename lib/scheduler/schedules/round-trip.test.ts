import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { askedOf, definitionOf } from "../../api/asked.ts";
import { PutSchedule } from "../../api/schedule-definition.ts";
import { defineJob } from "../../jobs/define-job.ts";
import { askedSchedules } from "../../testing/asked-schedules.ts";
import { startSystem } from "../../testing/system.ts";
import { timingOf } from "../../jobs/schedule-timing.ts";

const job = defineJob({ name: "any", args: z.looseObject({}), attempts: 3, run: () => null });
describe("a definition as it was asked for", () => {
  it("is the same timing again", () => {
    fc.assert(
      fc.property(askedSchedules, (input) => {
        const timing = timingOf(input);
        const again = askedOf({ timing, options: {}, job: "any", args: {} });
        expect(timingOf(PutSchedule.parse(again))).toEqual(timing);
      }),
      { numRuns: 500 },
    );
  });

  it("is the whole of what the schedule's answer says, and saved again writes nothing", async () => {
    const { service } = startSystem();
    let count = 0;
    await fc.assert(
      fc.asyncProperty(askedSchedules, async (input) => {
        const id = `s${++count}`;
        const made = await service.putSchedule(id, { ...input, job });
        const put = PutSchedule.parse(JSON.parse(JSON.stringify(definitionOf(made))));
        const again = await service.putSchedule(id, { ...put, job }, { expectedRevision: 1 });
        expect(again).toEqual(made);
        expect((await service.listRevisions(id)).items).toMatchObject([
          { revision: 1, changes: [] },
        ]);
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});
