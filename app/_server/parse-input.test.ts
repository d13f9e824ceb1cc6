import { z } from "zod";
import { describe, expect, it } from "vitest";
import { defineJob } from "@/lib/jobs/define-job.ts";
import { secret } from "@/lib/jobs/secret.ts";
import { Registry } from "@/lib/queue/registry.ts";
import { ADMIN, openWeb, type Sent, type Web } from "./testing/web.ts";
import type { ApiName } from "@/lib/api/contract.ts";

async function errorsOf(web: Web, name: ApiName, sent: Sent) {
  const { status, body } = await web.call(name, ADMIN, sent);
  expect(status).toBe(422);
  return body.errors as { path: string; message: string }[];
}

describe("a refusal of the contract", () => {
  it.each<[ApiName, Sent, string, string]>([
    ["listJobs", { query: { limit: 201 } }, "limit", 'must be at most 200; it was "201"'],
    ["listJobs", { query: { state: "odd" } }, "state", '; it was "odd"'],
    [
      "createJob",
      { body: { job: "a", args: {}, priority: 10 } },
      "priority",
      "must be at most 9; it was 10",
    ],
    ["createJob", { body: { job: "A b", args: {} } }, "job", '; it was "A b"'],
    ["startOperation", { body: { action: "x", filter: {} } }, "action", '; it was "x"'],
  ])("of %s names the field, the value and what is legal", async (name, sent, path, message) => {
    const web = await openWeb();
    const [error] = await errorsOf(web, name, sent);
    expect(error?.path).toBe(path);
    expect(error?.message).toContain(message);
  });

  it("cuts what is long", async () => {
    const web = await openWeb();
    const [error] = await errorsOf(web, "listJobs", { query: { queue: "q".repeat(5_000) } });
    expect(error?.message.length).toBeLessThan(200);
  });

  it("tells of fifty fields at most", async () => {
    const web = await openWeb();
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`field${n}`, n]));
    const body = { job: "a", args: {}, ...many };
    expect(await errorsOf(web, "createJob", { body })).toHaveLength(50);
  });

  it.each<[ApiName, Sent]>([
    ["createUser", { body: { name: "ana", role: "canary-role", password: "canary" } }],
    ["changeUser", { params: { name: "ana" }, body: { password: "canary" } }],
    ["createJob", { body: { job: "a", args: {}, password: "canary" } }],
    ["createJob", { body: { job: "a", args: {}, priority: "Bearer canary-canary" } }],
    ["listJobs", { query: { token: "canary" } }],
    ["createToken", { body: { name: "canary".repeat(20) } }],
  ])("of %s says no value that may be a secret", async (name, sent) => {
    const web = await openWeb();
    expect(JSON.stringify(await errorsOf(web, name, sent))).not.toContain("canary");
  });

  it("says none of the arguments that are secret", async () => {
    const web = await openWeb();
    const args = z.object({ pin: secret(z.string().min(99)), apiKey: z.string().min(99) });
    const { type } = defineJob({ name: "bank.pay", args, run: () => null });
    await new Registry(web.redis, web.prefix).publishJobTypes([type]);
    const job = { job: "bank.pay", args: { pin: "canary", apiKey: "canary" } };
    for (const [name, body] of [
      ["createJob", job],
      ["createSchedule", { ...job, every: 60_000 }],
      ["createBatch", { jobs: [{ ...job, priority: 10 }] }],
    ] as const) {
      const errors = await errorsOf(web, name, { body });
      expect(JSON.stringify(errors), name).not.toContain("canary");
    }
  });
});
