import { describe, expect, it } from "vitest";
import { Registry } from "@/lib/queue/registry.ts";
import { GOOD_PASSWORD } from "@/lib/testing/auth.ts";
import { tick } from "@/lib/testing/planted.ts";
import { startSmallRedis } from "@/lib/testing/small-redis.ts";
import { until } from "@/lib/testing/until.ts";
import { ADMIN, ADMIN_TOKEN, openWeb } from "./testing/web.ts";

const JOB = { job: "tick", args: {} };

async function open() {
  const small = await startSmallRedis();
  const web = await openWeb({ redis: { web: small.urls.web, admin: small.adminUrl } });
  await small.makeRoom();
  await new Registry(web.redis, web.prefix).publishJobTypes([tick.type]);
  const { body } = await web.call("createJob", ADMIN, { body: JOB });
  return { ...small, web, id: body.id as string };
}

describe.each([
  { state: "near its limit", share: 0.97 },
  { state: "beyond its limit", share: 1.02 },
])("the API while Redis is $state", ({ share }) => {
  it("refuses new work with 503, when to try again, and what to do", async () => {
    const { web, fillTo } = await open();
    await fillTo(share);
    // One that has looked less than a second ago may still take something.
    const answer = await until(
      "a refusal",
      () => web.call("createJob", ADMIN, { body: JOB }),
      ({ status }) => status !== 201,
    );
    expect(answer).toMatchObject({
      status: 503,
      body: { code: "redis_full", title: "Redis has no room", status: 503, errors: [] },
    });
    expect(answer.body.detail).toContain("Delete finished jobs");
    expect(answer.headers.get("retry-after")).toBe("10");
    const more = {
      createSchedule: { ...JOB, id: "s", every: 60_000 },
      createBatch: { jobs: [JOB] },
      createFlow: { jobs: { one: JOB } },
    };
    for (const [name, body] of Object.entries(more)) {
      const key = { "idempotency-key": `key of ${name}` };
      const refused = await web.call(name as "createBatch", ADMIN, { body, headers: key });
      expect(refused, name).toMatchObject({ status: 503, body: { code: "redis_full" } });
    }
  });

  it("lets people in, and do what makes room, and writes it down", async () => {
    const { web, id, fillTo } = await open();
    await fillTo(share);
    const { cookie } = await web.call("signIn", null, { body: { token: ADMIN_TOKEN } });
    const me = { session: cookie! };
    expect((await web.call("getSession", me)).status).toBe(200);
    expect((await web.call("cancelJob", me, { params: { id } })).status).toBe(200);
    const body = { action: "delete", filter: { state: "cancelled" } };
    const headers = { "idempotency-key": "one" };
    const started = await web.call("startOperation", me, { body, headers });
    expect(started.status).toBe(201);
    expect((await web.call("startOperation", me, { body, headers })).body).toEqual(started.body);
    expect((await web.call("deleteJob", me, { params: { id } })).status).toBe(200);
    expect((await web.call("signOut", me)).status).toBeLessThan(300);
    const { entries } = await web.audit.find({ fits: () => true }, null, 10);
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["signIn", "cancelJob", "startOperation", "deleteJob"]),
    );
  });

  it("shows on the overview how full it is, and what to do", async () => {
    const { web, fillTo } = await open();
    await fillTo(share);
    const { body } = await web.call("getStats", ADMIN);
    const attention = (body.attention as { kind: string }[]).filter(
      ({ kind }) => kind === "redis-memory",
    );
    expect(attention).toMatchObject([
      {
        message: expect.stringMatching(
          /^Redis uses \d+ % of its \d+ MB, and takes no new work\./,
        ) as string,
        detail: expect.stringContaining("Delete finished jobs") as string,
        href: "/jobs?state=succeeded",
      },
    ]);
  });
});

describe("beyond its limit", () => {
  it("accounts, tokens and calendars that would be new are refused, and no failure", async () => {
    const { web, fillTo } = await open();
    const { secret } = (await web.call("createToken", ADMIN, { body: { name: "old" } }))
      .body as unknown as { secret: string };
    await fillTo(1.02);
    const bearer = { bearer: secret };
    expect((await web.call("listJobs", bearer)).status).toBe(200);
    const user = { name: "ana", role: "viewer", queues: "*", password: GOOD_PASSWORD };
    for (const [name, body] of [
      ["createToken", { name: "new" }],
      ["createUser", user],
      ["createCalendarFeed", { name: "office" }],
    ] as const) {
      const answer = await web.call(name, ADMIN, { body });
      expect(answer, name).toMatchObject({ status: 503, body: { code: "redis_full" } });
    }
  });
});
