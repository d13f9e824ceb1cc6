import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PutSchedule } from "@/lib/api/schedule-definition.ts";
import type { JobTypeEntry } from "@/lib/api/system.ts";
import { DEFAULT_BACKOFF } from "@/lib/jobs/backoff.ts";
import { timingOf } from "@/lib/jobs/schedule-timing.ts";
import { askedSchedules } from "@/lib/testing/asked-schedules.ts";
import { type FormState, formOf } from "./form-state.ts";
import { requestOf } from "./request.ts";
import { untouchedKept } from "./untouched.ts";

const type = { name: "any", queue: "default", backoff: DEFAULT_BACKOFF } as JobTypeEntry;
const zones = fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe");

const bodyOf = (form: FormState) => {
  const { body, problems } = requestOf(form, type, "periodic", 0);
  expect(problems).toEqual({});
  return body;
};

/** What the form asks for when it was filled from a definition and then changed. */
function edited(definition: PutSchedule, zone: string, change: Partial<FormState>) {
  const form = formOf(definition, zone);
  return untouchedKept({ ...definition }, bodyOf(form), bodyOf({ ...form, ...change }));
}

describe("a definition in the form", () => {
  it("is asked for to the last detail, when nothing is touched", () => {
    fc.assert(
      fc.property(askedSchedules, zones, (definition, zone) => {
        expect(edited(definition, zone, {})).toEqual(definition);
      }),
      { numRuns: 500 },
    );
  });

  it("changes in what is touched, and in nothing else", () => {
    fc.assert(
      fc.property(askedSchedules, zones, (definition, zone) => {
        expect(edited(definition, zone, { priority: "9", pauseAfterFailures: "3" })).toEqual({
          ...definition,
          priority: 9,
          pauseAfterFailures: 3,
        });
      }),
    );
  });

  it("means the same once it is typed anew", () => {
    fc.assert(
      fc.property(askedSchedules, zones, (definition, zone) => {
        const typed = timingOf(bodyOf(formOf(definition, zone)));
        const { missed, ...timing } = timingOf(definition);
        expect(typed).toEqual({
          ...timing,
          // The most that is caught up with belongs to one of the rules, and is asked for with it alone.
          missed: missed.policy === "all" ? missed : { ...missed, max: 100 },
        });
      }),
      { numRuns: 500 },
    );
  });
});
