import { describe, expect, it } from "vitest";
import type { AuditEntry, AuditPage } from "@/lib/api/audit.ts";
import { z } from "zod";
import { defineJob } from "@/lib/jobs/define-job.ts";
import { Registry } from "@/lib/queue/registry.ts";
import { ADMIN, type As, openWeb, type Web } from "./testing/web.ts";

const Args = z.object({ subject: z.string() });
const QUEUES = ["mail", "net", "a", "b", "c"];
const DAY_MS = 86_400_000;

/** Queues that have a job each, and two who may change them or some. */
async function open() {
  const web = await openWeb();
  const types = QUEUES.map(
    (queue) => defineJob({ name: `${queue}.send`, queue, args: Args, run: () => null }).type,
  );
  await new Registry(web.redis, web.prefix).publishJobTypes(types);
  for (const queue of QUEUES)
    await web.service.scheduleJob({
      job: `${queue}.send`,
      args: { subject: "first" },
      delayMs: DAY_MS,
    });
  await web.makeUser("ana", "operator", { queues: ["mail"] });
  await web.makeUser("ada", "admin");
  return { web, ana: await web.sessionOf("ana"), ada: await web.sessionOf("ada") };
}

async function list(web: Web, query: Record<string, unknown> = {}, as: As = ADMIN) {
  return (await web.call("listAudit", as, { query })).body as unknown as AuditPage;
}

const pause = (web: Web, as: As, name: string, headers = {}) =>
  web.call("pauseQueue", as, { params: { name }, body: { reason: "=quiet" }, headers });

describe("the audit log of the API", () => {
  it("has what was done and refused: by whom, from where, which fields changed, under which request", async () => {
    const { web, ana } = await open();
    const done = await pause(web, ana, "mail");
    const refused = await pause(web, ana, "net");
    const [second, first] = (await list(web)).items as [AuditEntry, AuditEntry];
    expect(first).toMatchObject({
      actor: "ana",
      via: "session",
      action: "pauseQueue",
      target: "queues mail",
      status: 200,
      code: null,
      address: "192.0.2.1",
      requestId: done.headers.get("x-request-id"),
    });
    expect(first.changes).toContainEqual({
      path: "pause",
      before: null,
      after: expect.objectContaining({ by: "ana", reason: "=quiet" }) as unknown,
    });
    expect(second).toMatchObject({
      target: "queues net",
      status: 403,
      code: "forbidden",
      requestId: refused.body.requestId,
      after: null,
    });
  });

  it("is narrowed down by who, what, to what, how it ended, the request and the time", async () => {
    const { web, ana, ada } = await open();
    const mail = await pause(web, ana, "mail");
    await pause(web, ana, "net");
    await web.call("resumeQueue", ada, { params: { name: "mail" } });
    const targets = async (query: Record<string, unknown>) =>
      (await list(web, query)).items.map(({ actor, target }) => `${actor} ${target}`);
    expect(await targets({ actor: "ada" })).toEqual(["ada queues mail"]);
    expect(await targets({ action: "pauseQueue" })).toEqual(["ana queues net", "ana queues mail"]);
    expect(await targets({ target: "NET" })).toEqual(["ana queues net"]);
    expect(await targets({ outcome: "refused" })).toEqual(["ana queues net"]);
    expect(await targets({ outcome: "done" })).toEqual(["ada queues mail", "ana queues mail"]);
    expect(await targets({ requestId: mail.headers.get("x-request-id") })).toEqual([
      "ana queues mail",
    ]);
    expect(await targets({ to: "2020-01-01T00:00:00Z" })).toEqual([]);
    expect(await targets({ from: "2020-01-01T00:00:00Z" })).toHaveLength(3);
  });

  it("is read page by page", async () => {
    const { web, ada } = await open();
    for (const name of ["a", "b", "c"]) await pause(web, ada, name);
    const first = await list(web, { limit: 2 });
    expect(first.items.map(({ target }) => target)).toEqual(["queues c", "queues b"]);
    const rest = await list(web, { limit: 2, cursor: first.nextCursor });
    expect(rest.items.map(({ target }) => target)).toEqual(["queues a"]);
    expect(rest).toMatchObject({ nextCursor: null, lookedTo: null });
  });

  it.each([
    ["cursor", "next"],
    ["action", "drop table"],
    ["outcome", "maybe"],
    ["limit", "0"],
    ["from", "yesterday"],
    ["colour", "red"],
  ])("refuses %s=%s by its name", async (field, value) => {
    const { web } = await open();
    const { status, body } = await web.call("listAudit", ADMIN, { query: { [field]: value } });
    expect(status).toBe(422);
    expect(JSON.stringify(body.errors)).toContain(field);
  });

  it("is for admins", async () => {
    const { web, ana } = await open();
    expect((await web.call("listAudit", ana)).status).toBe(403);
    expect((await web.call("exportAudit", ana, { query: { format: "csv" } })).status).toBe(403);
    const refusals = (await list(web, { actor: "ana" })).items.map(({ action }) => action);
    expect(refusals).toEqual(["exportAudit", "listAudit"]);
  });

  it("cannot be changed by anybody", async () => {
    const routes = await Promise.all([
      import("@/app/api/v1/audit/route.ts"),
      import("@/app/api/v1/audit/export/route.ts"),
    ]);
    for (const exported of routes) expect(Object.keys(exported)).toEqual(["dynamic", "GET"]);
  });
});

describe("an export", () => {
  it("of the audit log has a line an entry, and stands in it", async () => {
    const { web, ana, ada } = await open();
    await pause(web, ana, "mail");
    await pause(web, ana, "net");
    const { headers, text } = await web.export("exportAudit", ada, {
      format: "csv",
      outcome: "refused",
    });
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
    expect(headers.get("content-disposition")).toBe('attachment; filename="carillon-audit.csv"');
    expect(headers.get("cache-control")).toBe("no-store");
    const [names, ...lines] = text.trimEnd().split("\r\n");
    expect(names).toMatch(/^"at","actor","via","action"/);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('"ana","session","pauseQueue","queues net","403","forbidden"');
    const [entry] = (await list(web)).items;
    expect(entry).toMatchObject({ actor: "ada", action: "exportAudit", status: 200 });
    expect(entry!.after).toContain('"outcome":"refused"');
  });

  it("of jobs has what the list has, page by page, for those who may", async () => {
    const { web, ana } = await open();
    await web.makeUser("vic", "viewer");
    await plantJobs(web, 230 - QUEUES.length);
    const { text } = await web.export("exportJobs", ana, { format: "ndjson" });
    const rows = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { id: string });
    expect(rows).toHaveLength(230);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(230);
    const query = { format: "csv", state: "scheduled", q: "number 7." };
    const { text: found } = await web.export("exportJobs", ana, query);
    const [names, line, ...more] = found.trimEnd().split("\r\n");
    expect(names).toMatch(/^"id","type","queue","state",/);
    expect(line).toContain('"mail.send","mail","scheduled",');
    expect(more).toEqual([]);
    const vic = await web.sessionOf("vic");
    expect((await web.call("exportJobs", vic, { query: { format: "csv" } })).status).toBe(403);
  });

  it("says which format it can have", async () => {
    const { web } = await open();
    const { status, text } = await web.call("exportJobs", ADMIN, { query: { format: "xlsx" } });
    expect(status).toBe(422);
    expect(text).toContain("csv");
  });
});

async function plantJobs(web: Web, count: number): Promise<void> {
  const subjects = Array.from({ length: count }, (_, index) => `number ${index}.`);
  await web.service.scheduleJobs(
    subjects.map((subject) => ({ job: "mail.send", args: { subject }, delayMs: DAY_MS })),
  );
}

describe("the log of the web process", () => {
  it("has each change and refusal under the request id of its answer, and nothing of what was sent", async () => {
    const { web, ana } = await open();
    const lines: Record<string, unknown>[] = [];
    const { logger } = web;
    const info = logger.info.bind(logger);
    logger.info = ((fields: Record<string, unknown>, text: string) => {
      lines.push({ ...fields, text });
      info(fields, text);
    }) as typeof logger.info;
    const done = await pause(web, ana, "mail");
    const refused = await pause(web, ana, "net");
    expect(lines).toMatchObject([
      { requestId: done.headers.get("x-request-id"), actor: "ana", status: 200, text: "done" },
      { requestId: refused.body.requestId, code: "forbidden", text: "refused" },
    ]);
    expect(JSON.stringify(lines)).not.toContain("quiet");
  });
});
