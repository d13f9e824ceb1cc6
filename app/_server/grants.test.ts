import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { ApiName } from "@/lib/api/contract.ts";
import type { Permission } from "@/lib/api/permissions.ts";
import { defineJob } from "@/lib/jobs/define-job.ts";
import { Registry } from "@/lib/queue/registry.ts";
import { type As, openWeb, type Web } from "./testing/web.ts";

const later = { args: {}, delayMs: 3_600_000 };
const hourly = { args: {}, every: 3_600_000 };

/** An operator who was granted the queue mail, and job types whose queues are mail and net. */
async function open() {
  const web = await openWeb();
  const types = ["mail", "net"].map(
    (queue) =>
      defineJob({ name: `${queue}.send`, queue, args: z.object({}), run: () => null }).type,
  );
  await new Registry(web.redis, web.prefix).publishJobTypes(types);
  await web.makeUser("ana", "operator", { queues: ["mail"] });
  return { web, ana: await web.sessionOf("ana") };
}

type Sent = Parameters<Web["call"]>[2];

async function outcome(web: Web, as: As, name: ApiName, sent: Sent) {
  const { status, body } = await web.call(name, as, sent);
  return status === 403 ? (/queue (\w+)|every queue/.exec(body.detail ?? "")?.[0] ?? "no") : status;
}

async function idsIn(web: Web, queue: string) {
  const job = await web.service.scheduleJob({ job: `${queue}.send`, args: {}, delayMs: 3_600_000 });
  const schedule = await web.service.schedulePeriodic({
    id: `${queue}-hourly`,
    job: `${queue}.send`,
    args: {},
    interval: 3_600,
  });
  return { job: job.id, schedule: schedule.id };
}

describe("an operator of one queue", () => {
  it.each([
    ["a job of a type whose queue is theirs", { ...later, job: "mail.send" }, 201],
    ["one whose queue is not", { ...later, job: "net.send" }, "queue net"],
    ["one that is sent to theirs", { ...later, job: "net.send", queue: "mail" }, 201],
    ["one that is sent elsewhere", { ...later, job: "mail.send", queue: "net" }, "queue net"],
    ["one of a type that nobody knows", { ...later, job: "no.such" }, 422],
  ])("makes %s", async (_, body, expected) => {
    const { web, ana } = await open();
    expect(await outcome(web, ana, "createJob", { body })).toBe(expected);
  });

  it("makes a batch only when all of it, and what comes after, is in theirs", async () => {
    const { web, ana } = await open();
    const [own, other] = ["mail.send", "net.send"].map((job) => ({ ...later, job }));
    const batch = (body: object) => outcome(web, ana, "createBatch", { body });
    expect(await batch({ jobs: [own, own] })).toBe(201);
    expect(await batch({ jobs: [own, other] })).toBe("queue net");
    expect(await batch({ jobs: [own, { ...own, queue: "net" }] })).toBe("queue net");
    expect(await batch({ jobs: [own], callback: other })).toBe("queue net");
    expect(await batch({ jobs: [own], callback: { ...other, queue: "mail" } })).toBe(201);
  });

  it("makes a flow only when all of it is in theirs", async () => {
    const { web, ana } = await open();
    const flow = (b: object) =>
      outcome(web, ana, "createFlow", {
        body: { jobs: { a: { ...later, job: "mail.send" }, b: { ...later, after: ["a"], ...b } } },
      });
    expect(await flow({ job: "mail.send" })).toBe(201);
    expect(await flow({ job: "net.send" })).toBe("queue net");
    expect(await flow({ job: "mail.send", queue: "net" })).toBe("queue net");
  });

  it.each([
    "deleteJob",
    "cancelJob",
    "retryJob",
    "runJobNow",
    "rescheduleJob",
    "reprioritiseJob",
  ] as const)("does not %s elsewhere, and reads it", async (verb) => {
    const { web, ana } = await open();
    const [own, other] = [await idsIn(web, "mail"), await idsIn(web, "net")];
    const body = verb === "rescheduleJob" ? { delayMs: 1_000 } : { priority: 3 };
    const of = (id: string) => outcome(web, ana, verb, { params: { id }, body });
    expect(await of(other.job)).toBe("queue net");
    expect([200, 409]).toContain(await of(own.job));
    expect((await web.call("getJob", ana, { params: { id: other.job } })).status).toBe(200);
  });

  it("pauses, opens and limits their queue alone", async () => {
    const { web, ana } = await open();
    await idsIn(web, "mail");
    for (const verb of ["pauseQueue", "resumeQueue", "limitQueue"] as const) {
      const body = verb === "limitQueue" ? { concurrency: 1, rate: null } : {};
      const of = (name: string) => outcome(web, ana, verb, { params: { name }, body });
      expect(await of("mail"), verb).toBe(200);
      expect(await of("net"), verb).toBe("queue net");
    }
  });

  it("does to many jobs only what is held to their queue", async () => {
    const { web, ana } = await open();
    const start = (filter: object) =>
      outcome(web, ana, "startOperation", { body: { action: "cancel", filter } });
    expect(await start({ queue: "mail" })).toBe(201);
    expect(await start({ queue: "net" })).toBe("queue net");
    expect(await start({})).toBe("every queue");
    expect(await start({ type: "mail.send" })).toBe("every queue");
  });

  it("stops an operation of their queue, and no other", async () => {
    const { web, ana } = await open();
    const idOf = async (filter: object) =>
      (await web.service.startOperation({ action: "cancel", filter }, { by: "test" })).id;
    const abort = async (filter: object) =>
      outcome(web, ana, "abortOperation", { params: { id: await idOf(filter) } });
    expect(await abort({ queue: "mail" })).toBe(200);
    expect(await abort({ queue: "net" })).toBe("queue net");
    expect(await abort({})).toBe("every queue");
    const nowhere = { params: { id: "01JD3V5W3N8Q0M4R7T1B6C2X9Z" } };
    expect(await outcome(web, ana, "abortOperation", nowhere)).toBe(404);
  });

  it("makes periodic jobs in their queue alone", async () => {
    const { web, ana } = await open();
    const make = (body: object) => outcome(web, ana, "createSchedule", { body });
    expect(await make({ ...hourly, job: "mail.send" })).toBe(201);
    expect(await make({ ...hourly, job: "net.send" })).toBe("queue net");
    expect(await make({ ...hourly, job: "mail.send", queue: "net" })).toBe("queue net");
  });

  it("puts and patches no periodic job that is, or would be, elsewhere", async () => {
    const { web, ana } = await open();
    const [own, other] = [await idsIn(web, "mail"), await idsIn(web, "net")];
    const put = (id: string, body: object) =>
      outcome(web, ana, "putSchedule", { params: { id }, body: { ...hourly, ...body } });
    expect(await put(own.schedule, { job: "mail.send" })).toBe(200);
    expect(await put(own.schedule, { job: "mail.send", queue: "net" })).toBe("queue net");
    expect(await put(own.schedule, { job: "net.send" })).toBe("queue net");
    expect(await put(other.schedule, { job: "mail.send", queue: "mail" })).toBe("queue net");
    expect(await put("brand-new", { job: "net.send" })).toBe("queue net");
    expect(await put("brand-new", { job: "mail.send" })).toBe(200);
    const patch = (id: string, body: object) =>
      outcome(web, ana, "patchSchedule", { params: { id }, body });
    expect(await patch(own.schedule, { every: 7_200_000 })).toBe(200);
    expect(await patch(own.schedule, { queue: null })).toBe(200);
    // It stays in the queue it is in, whatever that of its new type.
    expect(await patch(own.schedule, { job: "net.send" })).toBe(200);
    expect(await patch(own.schedule, { queue: "net" })).toBe("queue net");
    expect(await patch(other.schedule, { every: 7_200_000 })).toBe("queue net");
  });

  it.each([
    ["pauseSchedule", {}],
    ["resumeSchedule", {}],
    ["triggerSchedule", undefined],
    ["skipNext", {}],
    ["unskip", { plannedAt: "2030-01-01T00:00:00Z" }],
    ["backfillSchedule", { from: "2026-01-01T00:00:00Z", to: "2026-01-01T01:00:00Z" }],
    ["cancelSchedule", {}],
    ["restoreSchedule", { revision: 1 }],
  ] as const)("does not %s elsewhere", async (verb, body) => {
    const { web, ana } = await open();
    const [own, other] = [await idsIn(web, "mail"), await idsIn(web, "net")];
    const of = (id: string) => outcome(web, ana, verb, { params: { id }, body });
    expect(await of(other.schedule)).toBe("queue net");
    expect(await of(own.schedule)).toBeTypeOf("number");
  });

  it("does not bring back what was cancelled elsewhere", async () => {
    const { web, ana } = await open();
    const { schedule } = await idsIn(web, "net");
    await web.service.cancelSchedule(schedule);
    const sent = { params: { id: schedule }, body: {} };
    expect(await outcome(web, ana, "restoreSchedule", sent)).toBe("queue net");
  });

  it("reads everything", async () => {
    const { web, ana } = await open();
    for (const verb of ["listJobs", "listSchedules", "listQueues", "listOperations"] as const)
      expect((await web.call(verb, ana)).status).toBe(200);
  });
});

describe("deleting many jobs", () => {
  it("needs the permission to delete jobs as well as that to change them", async () => {
    const { web } = await open();
    await web.makeUser("oz", "operator");
    const oz = await web.sessionOf("oz");
    const withScopes = async (...scopes: Permission[]) => {
      const { body } = await web.call("createToken", oz, { body: { name: "t", scopes } });
      return { bearer: body.secret as string };
    };
    const start = async (as: As, action: string) =>
      (await web.call("startOperation", as, { body: { action, filter: {} } })).status;
    const changer = await withScopes("jobs:change");
    expect(await start(changer, "cancel")).toBe(201);
    expect(await start(changer, "delete")).toBe(403);
    expect(await start(await withScopes("jobs:delete"), "delete")).toBe(403);
    expect(await start(await withScopes("jobs:change", "jobs:delete"), "delete")).toBe(201);
  });
});
