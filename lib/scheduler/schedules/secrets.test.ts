import { onTestFinished, describe, expect, it } from "vitest";
import { z } from "zod";
import type { PatchSchedule } from "../../api/schedule-definition.ts";
import { definitionOf } from "../../api/asked.ts";
import type { CarillonError } from "../../errors.ts";
import type { JobType } from "../../jobs/catalog.ts";
import { defineJob } from "../../jobs/define-job.ts";
import { Redaction } from "../../jobs/redaction.ts";
import { secret } from "../../jobs/secret.ts";
import { Registry } from "../../queue/registry.ts";
import { startSystem } from "../../testing/system.ts";
import { SchedulerService } from "../service.ts";
import { connectRedis } from "../../redis/connection.ts";

const login = defineJob({
  name: "login",
  args: z.object({
    user: z.string(),
    password: z.string().min(8),
    pin: secret(z.int()),
    address: z.object({ street: z.string() }),
    url: z.url(),
  }),
  run: () => null,
});
const args = {
  user: "ana",
  password: "canary-1-password",
  pin: 20_002,
  address: { street: "canary-3-street" },
  url: "https://ana:canary-4-url@example.org/",
};
const CANARY = /canary-\d|20002/;

/** A schedule that a program has made, of a job type that is known by now or not, and a reader as the web process has one. */
async function startReader(types = [login.type]) {
  const system = startSystem();
  const redaction = new Redaction(["args.address.street"]);
  const reader = new SchedulerService({ ...system, redaction });
  onTestFinished(() => reader.close());
  const redis = connectRedis({ url: system.redis, role: "worker" });
  onTestFinished(() => redis.disconnect());
  const publish = (all: JobType[]) => new Registry(redis, system.prefix).publishJobTypes(all);
  await publish(types);
  const made = await system.service.schedulePeriodic({
    id: "s",
    interval: 3_600,
    job: login,
    args,
  });
  return { ...system, reader, made, publish };
}

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable("it must be refused"),
    (reason: unknown) => reason as CarillonError,
  );

describe("a reader with redaction", () => {
  it("sees no secret of a schedule", async () => {
    const { reader } = await startReader();
    await reader.patchSchedule("s", { overlap: "skip", tags: ["a"] });
    const seen = JSON.stringify([
      await reader.getSchedule("s"),
      await reader.listSchedules(),
      await reader.listRevisions("s"),
      await reader.triggerSchedule("s"),
      await reader.restoreSchedule("s", { revision: 1 }),
      await reader.getStats(),
    ]);
    expect(seen).not.toMatch(CANARY);
    expect(seen).toContain('"user":"ana"');
    expect(seen).toContain("https://***@example.org/");
  });

  it("saves what it was shown without a change, and nothing is written", async () => {
    const { reader, service, made } = await startReader();
    const saved = await reader.putSchedule("s", definitionOf(await reader.getSchedule("s")));
    expect(saved.revision).toBe(made.revision);
    expect(await service.getSchedule("s")).toMatchObject({ args, updatedAt: made.updatedAt });
  });

  it("edits the rest, and the secrets stay", async () => {
    const { reader, service } = await startReader();
    const { job, args: shown } = definitionOf(await reader.getSchedule("s"));
    const edited = { ...(shown as object), user: "bea" };
    await reader.putSchedule("s", { job, args: edited, every: 60_000 });
    expect(await service.getSchedule("s")).toMatchObject({ args: { ...args, user: "bea" } });
    await reader.patchSchedule("s", { args: { ...edited, user: "eve" } });
    expect(await service.getSchedule("s")).toMatchObject({ args: { ...args, user: "eve" } });
    await reader.patchSchedule("s", { args: { ...edited, password: "another-one" } });
    expect(await service.getSchedule("s")).toMatchObject({
      args: { ...args, user: "bea", password: "another-one" },
    });
  });

  it.each([
    ["a copy of it", "t", "login", {}, "args.password"],
    ["another job type", "s", "other", {}, "args.password"],
    ["a place where no secret stands", "s", "login", { user: "[redacted]" }, "args.user"],
    ["a URL that was changed", "s", "login", { url: "https://***@evil.org/" }, "args.url"],
  ])("must type the secrets again for %s", async (_, id, job, change, path) => {
    const { reader, service } = await startReader([login.type, { ...login.type, name: "other" }]);
    const { args: shown } = await reader.getSchedule("s");
    const sent = { job, args: { ...(shown as object), ...change }, every: 60_000 };
    const error = await refusal(reader.putSchedule(id, sent));
    expect(error).toMatchObject({ code: "invalid_fields", fields: [{ path }] });
    expect(error.message).toContain("type it again");
    expect(await service.getSchedule("s")).toMatchObject({ args });
  });

  it("edits one with a text that only looks as if it were hidden", async () => {
    const { reader, service } = await startReader();
    const odd = { ...args, user: "[redacted] by the court" };
    await service.patchSchedule("s", { args: odd });
    await reader.patchSchedule("s", { every: 60_000 });
    const { job, args: shown } = await reader.getSchedule("s");
    await reader.putSchedule("s", { job, args: shown, every: 90_000 });
    await reader.cancelSchedule("s");
    await reader.restoreSchedule("s");
    expect(await service.getSchedule("s")).toMatchObject({ args: odd, revision: 5 });
  });

  it("brings no secret to where nothing hides it", async () => {
    const positions = z.tuple([z.string(), secret(z.string())], z.string());
    const pair = defineJob({ name: "pair", args: positions, run: () => null });
    const open = { ...login.type, name: "open", argsSchema: {} };
    const { reader, service } = await startReader([login.type, pair.type, open]);
    await service.scheduleCron({ id: "p", cron: "0 0 1 1 *", job: pair, args: ["a", "canary-7"] });
    for (const [path, change] of [
      ["args.2", { args: ["a", "typed", "[redacted]"] }],
      ["args.0", { args: ["[redacted]", "typed"] }],
      ["args.1", { job: "open" }],
    ] as const) {
      const error = await refusal(reader.patchSchedule("p", change as PatchSchedule));
      expect(error.fields, JSON.stringify(change)).toMatchObject([{ path }]);
    }
    await reader.patchSchedule("p", { args: ["b", "[redacted]", "c"] });
    expect(await service.getSchedule("p")).toMatchObject({ args: ["b", "canary-7", "c"] });
    const url = "https://ana:canary-8@example.org";
    const noted = { ...args, password: "canary-9", user: "canary-9 it is", url };
    await service.patchSchedule("s", { args: noted });
    const { args: shown } = await reader.getSchedule("s");
    const sent = { ...(shown as object), password: "another-one" };
    expect((await refusal(reader.patchSchedule("s", { args: sent }))).fields).toMatchObject([
      { path: "args.user" },
    ]);
  });

  it("is told of a conflict without the secrets, and before it is asked for any", async () => {
    const { reader, made } = await startReader();
    const { job, args: shown } = await reader.getSchedule("s");
    await reader.patchSchedule("s", { args: { ...args, user: "bea" } });
    const sent = { job, args: { ...(shown as object), user: "[redacted]" }, every: 60_000 };
    const error = await refusal(reader.putSchedule("s", sent, { expectedRevision: made.revision }));
    expect(error).toMatchObject({ code: "revision_conflict", current: { revision: 2 } });
    expect(JSON.stringify(error.current)).not.toMatch(CANARY);
  });

  it("restores the true secrets, of a revision and of what was cancelled", async () => {
    const { reader, service } = await startReader();
    await reader.patchSchedule("s", { args: { ...args, password: "another-one", pin: 4 } });
    await reader.restoreSchedule("s", { revision: 1 });
    expect(await service.getSchedule("s")).toMatchObject({ args });
    await reader.cancelSchedule("s");
    expect(JSON.stringify(await reader.listSchedules({ which: "cancelled" }))).not.toMatch(CANARY);
    await reader.restoreSchedule("s");
    expect(await service.getSchedule("s")).toMatchObject({ args });
  });

  it("is told that a secret has changed, and not to what", async () => {
    const { reader } = await startReader();
    await reader.patchSchedule("s", { args: { ...args, password: "canary-5-password" } });
    const [newest, first] = (await reader.listRevisions("s")).items;
    const hidden = { path: "args.password", before: "[redacted]", after: "[redacted]" };
    expect(newest!.changes).toEqual([hidden]);
    expect(first!.restoring).toEqual([hidden]);
  });

  it("hears no secret of what it was refused for", async () => {
    const { reader, service } = await startReader();
    for (const by of [reader, service]) {
      const bad = { ...args, password: 1_234_567, pin: "canary-6-pin", user: 5 };
      const error = await refusal(by.patchSchedule("s", { args: bad }));
      expect(error.fields.map(({ path }) => path)).toEqual([
        "args.user",
        "args.password",
        "args.pin",
      ]);
      expect(error.message).toContain("it was 5");
      expect(error.message).not.toMatch(/canary|1234567/);
    }
  });
});

describe("what its schema called a secret when a schedule was made", () => {
  const { argsSchema } = login.type;
  const open = JSON.parse(JSON.stringify(argsSchema).replaceAll(',"writeOnly":true', "")) as object;

  it.each([
    ["its type is not known", []],
    ["its type calls it one no more", [{ ...login.type, argsSchema: open } as JobType]],
  ])("is one when %s", async (_, types) => {
    expect(JSON.stringify(types)).not.toContain("writeOnly");
    const { reader } = await startReader(types);
    const { id } = await reader.triggerSchedule("s");
    const seen = JSON.stringify([
      await reader.getSchedule("s"),
      await reader.listRevisions("s"),
      await reader.getJob(id),
    ]);
    expect(seen).not.toMatch(CANARY);
  });
});
