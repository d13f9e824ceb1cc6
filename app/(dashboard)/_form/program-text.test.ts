import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { timingOf } from "@/lib/jobs/schedule-timing.ts";
import { askedSchedules } from "@/lib/testing/asked-schedules.ts";
import { curlOf, typescriptOf } from "./program-text.ts";

type Asked = Record<string, unknown>;

/** Runs the text against a service that notes what it is asked, as the library would take it. */
function run(text: string): [verb: string, asked: Asked] {
  let call: [string, Asked] | undefined;
  const service = new Proxy(
    {},
    { get: (_, verb: string) => (asked: Asked) => void (call = [verb, asked]) },
  );
  // oxlint-disable-next-line no-implied-eval, no-new-func
  new Function("service", text.replace(/^await /, ""))(service);
  return call!;
}

/** What each verb makes of its own fields: see lib/scheduler/service.ts. */
function inMs([verb, asked]: [string, Asked]): Asked {
  const { interval, delay, ...rest } = asked;
  if (verb === "schedulePeriodic") return { ...rest, every: Math.round(Number(interval) * 1_000) };
  if (verb === "scheduleAfterEnd") return { ...rest, afterEnd: Math.round(Number(delay) * 1_000) };
  return rest;
}

describe("the same as a program", () => {
  it("asks for the very definition", () => {
    fc.assert(
      fc.property(askedSchedules, (body) => {
        const asked = inMs(run(typescriptOf({ body, isPeriodic: true })));
        expect(timingOf(asked)).toEqual(timingOf(body));
        const { job, args, tags, retention, backoff } = asked;
        expect({ job, args, tags, retention, backoff }).toEqual({
          job: body.job,
          args: body.args,
          tags: body.tags,
          retention: body.retention,
          backoff: body.backoff,
        });
      }),
      { numRuns: 300 },
    );
  });

  it("names the verb by what repeats, and the job that is edited", () => {
    const base = { job: "demo.echo", args: {} };
    const verbOf = (part: object) =>
      run(typescriptOf({ body: { ...base, ...part }, isPeriodic: true }))[0];
    expect(verbOf({ every: 1_500 })).toBe("schedulePeriodic");
    expect(verbOf({ cron: "0 9 * * *" })).toBe("scheduleCron");
    expect(verbOf({ afterEnd: 100 })).toBe("scheduleAfterEnd");
    const edited = { id: "nightly", revision: 4 };
    expect(typescriptOf({ body: { ...base, every: 1_500 }, isPeriodic: true, edited })).toBe(
      `await service.schedulePeriodic({
  id: "nightly",
  job: "demo.echo",
  args: {},
  interval: 1.5
});`,
    );
    expect(curlOf({ body: base, isPeriodic: true, edited }, "http://h")).toBe(
      `curl -X PUT http://h/api/v1/schedules/nightly \\
  -H "Authorization: Bearer $CARILLON_ADMIN_TOKEN" \\
  -H "Content-Type: application/json" \\
  -H 'If-Match: "4"' \\
  -d '{
  "job": "demo.echo",
  "args": {}
}'`,
    );
  });

  it("is one job where it is one, at its time, with whatever its arguments are called", () => {
    const args = JSON.parse('{"__proto__": {"a-b": [null, "it\'s"]}, "$x": 1e21}') as object;
    const body = { job: "demo.echo", args, runAt: "2027-01-01T12:00:00.000Z" };
    const [verb, asked] = run(typescriptOf({ body, isPeriodic: false }));
    expect(verb).toBe("scheduleJob");
    expect(asked.executionTime).toEqual(new Date(body.runAt));
    expect(JSON.stringify(asked.args)).toBe(JSON.stringify(args));
    expect(curlOf({ body, isPeriodic: false }, "http://h")).toContain(`it'\\''s`);
  });
});
