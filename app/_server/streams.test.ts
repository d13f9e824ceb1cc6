import { describe, expect, it, onTestFinished, vi } from "vitest";
import { z } from "zod";
import { GET } from "@/app/api/v1/events/route.ts";
import { defineJob } from "@/lib/jobs/define-job.ts";
import { Registry } from "@/lib/queue/registry.ts";
import { until } from "@/lib/testing/until.ts";
import { openStreams } from "./streams.ts";
import { type As, openWeb, type Web } from "./testing/web.ts";

const MOST_OF_ONE = 30;
const RECHECK_MS = 30_000;
/** More queues than a reader may leave messages unread. */
const QUEUES = Array.from({ length: 120 }, (_, index) => `q${index}`);

async function open() {
  const web = await openWeb();
  await web.makeUser("ana", "viewer");
  await web.makeUser("bob", "viewer");
  return { web, ana: await web.sessionOf("ana"), bob: await web.sessionOf("bob") };
}

async function streamOf(as: As): Promise<Response> {
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const cookie = `carillon_session=${(as as { session: string }).session}`;
  const headers = { host: "127.0.0.1:3000", cookie, "x-carillon-peer": "192.0.2.1" };
  return GET(new Request("http://127.0.0.1:3000/api/v1/events", { headers, signal: abort.signal }));
}

/** Resolves when the server has closed it. */
async function ended(response: Response): Promise<void> {
  const reader = response.body!.getReader();
  while (!(await reader.read()).done);
}

async function publish(web: Web): Promise<void> {
  const types = QUEUES.map(
    (queue) =>
      defineJob({ name: `${queue}.send`, queue, args: z.object({}), run: () => null }).type,
  );
  await new Registry(web.redis, web.prefix).publishJobTypes(types);
}

describe("event streams", () => {
  it("are thirty for each person, and one that ends makes room", async () => {
    const { ana, bob } = await open();
    for (let index = 0; index < MOST_OF_ONE; index++)
      expect((await streamOf(ana)).status).toBe(200);
    const refused = await streamOf(ana);
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).not.toBeNull();
    expect(await refused.text()).toContain("30 of your");
    expect((await streamOf(bob)).status).toBe(200);
    [...openStreams()][0]!.close();
    expect((await streamOf(ana)).status).toBe(200);
  });

  it("are two hundred in all", async () => {
    const { ana } = await open();
    const stream = { subject: "owner" as const, sessionId: null, close: () => undefined };
    const others = Array.from({ length: 200 }, () => ({ ...stream }));
    onTestFinished(() => others.forEach((each) => openStreams().delete(each)));
    others.forEach((each) => openStreams().add(each));
    const refused = await streamOf(ana);
    expect(refused.status).toBe(429);
    expect(await refused.text()).toContain("200 event streams");
  });

  it("are for who has signed in", async () => {
    await open();
    expect((await streamOf({ session: "nobody" })).status).toBe(401);
  });

  it("end within 30 s of a session that is over elsewhere", async () => {
    const { web, ana, bob } = await open();
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    onTestFinished(() => void vi.useRealTimers());
    const own = await streamOf(ana);
    await streamOf(bob);
    await web.sessions.endAll("user:ana");
    const isOver = ended(own);
    vi.advanceTimersByTime(RECHECK_MS);
    await isOver;
    expect([...openStreams()].map(({ subject }) => subject)).toEqual(["user:bob"]);
  });

  it("end for who does not read", async () => {
    const { web, ana } = await open();
    await publish(web);
    await streamOf(ana);
    await web.service.scheduleJobs(
      QUEUES.map((queue) => ({ job: `${queue}.send`, args: {}, delayMs: 3_600_000 })),
    );
    await until(
      "the stream to end",
      async () => openStreams().size,
      (count) => count === 0,
    );
  });
});
