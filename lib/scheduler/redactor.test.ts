import { onTestFinished, describe, expect, it } from "vitest";
import { z } from "zod";
import { CarillonError } from "../errors.ts";
import { defineJob } from "../jobs/define-job.ts";
import { Redaction } from "../jobs/redaction.ts";
import { secret } from "../jobs/secret.ts";
import { startSystem } from "../testing/system.ts";
import { until } from "../testing/until.ts";
import { SchedulerService } from "./service.ts";

const CANARY = /canary-\d/;

const login = defineJob({
  name: "login",
  args: z.object({
    user: z.string(),
    password: z.string(),
    pin: secret(z.string()),
    address: z.object({ street: z.string() }).default({ street: "" }),
    fails: z.boolean().default(false),
  }),
  run({ password, pin, fails }, { logger, progress }) {
    logger.info(`trying ${password} and ${pin}`);
    progress(0.5, `half of ${pin}`);
    if (fails) throw new Error(`no way in with ${password}`);
    return { token: "canary-9", echo: `${pin} it was`, ok: true };
  },
});
const args = {
  user: "ana",
  password: "canary-1",
  pin: "canary-2",
  address: { street: "canary-3" },
};

/** A system whose jobs are made by a program, and a reader as the web process has one. */
async function startReader() {
  const system = startSystem();
  const reader = new SchedulerService({
    redis: system.redis,
    prefix: system.prefix,
    redaction: new Redaction(["args.address.street"]),
  });
  onTestFinished(() => reader.close());
  await system.startExecutor({ jobs: [login] });
  const ended = async (fails: boolean) => {
    const { id } = await system.service.scheduleJob({ job: login, args: { ...args, fails } });
    const read = () => system.service.getJob(id);
    await until("the end", read, ({ state }) => state === "succeeded" || state === "failed");
    return id;
  };
  return { ...system, reader, ended };
}

describe("a reader with redaction", () => {
  it.each([false, true])(
    "sees no secret of a job, its result, logs, errors (failed: %s)",
    async (fails) => {
      const { reader, ended } = await startReader();
      const id = await ended(fails);
      const seen = JSON.stringify([
        await reader.getJob(id),
        await reader.getJobLogs(id),
        (await reader.listJobs({})).items,
      ]);
      expect(seen).not.toMatch(CANARY);
      expect(seen).toContain("ana");
      expect(seen).toContain("trying [redacted] and [redacted]");
    },
  );

  it("finds a job by what it may see, and not by a secret", async () => {
    const { reader, service, ended } = await startReader();
    await ended(false);
    const found = async (by: SchedulerService, q: string) =>
      (await by.listJobs({ q })).items.length;
    expect(await found(reader, "ana")).toBe(1);
    for (const q of ["canary-1", "canary-2", "canary-3"]) {
      expect(await found(reader, q)).toBe(0);
      expect(await found(service, q), "a program sees everything").toBe(1);
    }
  });

  it("changes no job that has what it looks for in a secret", async () => {
    const { reader, service, startScheduler, ended } = await startReader();
    const id = await ended(true);
    await startScheduler({ redaction: new Redaction(["args.address.street"]) });
    const done = async (by: SchedulerService, q: string) => {
      const filter = { state: "failed", q } as const;
      const { count } = await by.previewOperation({ action: "delete", ...filter });
      const started = await by.startOperation({ action: "delete", filter });
      const { changed } = await until(
        "the operation",
        () => by.getOperation(started.id),
        ({ state }) => state === "done",
      );
      return { count, changed };
    };
    for (const q of ["canary-1", "canary-2", "canary-3"])
      expect(await done(reader, q)).toEqual({ count: 0, changed: 0 });
    expect(await reader.getJob(id)).toMatchObject({ state: "failed" });
    expect(await done(service, "canary-2"), "a program sees everything").toEqual({
      count: 1,
      changed: 1,
    });
  });

  it("is answered without the secrets it has just sent", async () => {
    const { reader } = await startReader();
    expect(JSON.stringify(await reader.scheduleJob({ job: "login", args }))).not.toMatch(CANARY);
  });

  it("cannot send back what it was not shown as if it were a value", async () => {
    const { reader } = await startReader();
    const sent = reader.scheduleJob({ job: "login", args: { ...args, pin: "[redacted]" } });
    const error = await sent.then(null, (reason: unknown) => reason as CarillonError);
    expect(error).toMatchObject({ code: "invalid_fields", fields: [{ path: "args.pin" }] });
  });
});

it("a program reads everything, and handlers get it", async () => {
  const { service, ended } = await startReader();
  const job = await service.getJob(await ended(false));
  expect(job).toMatchObject({ args, result: { token: "canary-9", echo: "canary-2 it was" } });
});
