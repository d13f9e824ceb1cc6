import { z } from "zod";
import { pathOf } from "@/lib/api/client.ts";
import { Executor } from "@/lib/executor/executor.ts";
import { defineJob } from "@/lib/jobs/define-job.ts";
import { testRedisUrl } from "@/lib/testing/redis.ts";
import { until } from "@/lib/testing/until.ts";
import httpRequest from "@/workers/jobs/http-request.ts";
import { callRoute } from "../call-route.ts";
import { JOB_TYPE, plant, QUEUE } from "../planted.ts";
import { keysOf } from "../prefix-state.ts";
import { ADMIN, type As, identity, startWeb, type Web } from "../web.ts";
import { Pools } from "./pools.ts";
import { CALLERS, type FuzzRequest } from "./requests.ts";

export type Answered = Awaited<ReturnType<Round["send"]>>;

/** A web process with one of everything, for some thousand requests: what they make goes with it. */
export class Round {
  readonly pools: Pools;
  /** What was logged as an error since it was asked last: the reason of a 500. */
  readonly #errors: unknown[] = [];
  readonly #web: Web;
  readonly #callers: Record<FuzzRequest["as"], As>;
  #sent = 0;

  private constructor(web: Web, pools: Pools, callers: Record<FuzzRequest["as"], As>) {
    this.#web = web;
    this.pools = pools;
    this.#callers = callers;
    const { logger } = web;
    logger.error = (context: unknown) => {
      this.#errors.push(context);
    };
  }

  static async open(): Promise<Round> {
    const web = await startWeb();
    const planted = await plant(web);
    const { executor, jobs } = await endedJobs(web);
    const ids = {
      jobs: [planted.job, ...jobs],
      schedules: [planted.schedule],
      batches: [planted.batch],
      operations: [planted.operation],
      users: ["spare"],
      tokens: [planted.token],
      feeds: [planted.feed],
      workers: [executor],
      cursors: [""],
    };
    return new Round(web, new Pools(ids), await callersOf(web));
  }

  /** Sends one, with ids where references stand. Learns what there is from its answer. */
  async send(request: FuzzRequest) {
    const asked = this.pools.resolved(request);
    const { method, route, query, body, raw = JSON.stringify(body) } = asked;
    const params = wellFormed(asked.params);
    const startedMs = performance.now();
    const { response, text } = await callRoute({
      method,
      route,
      params,
      url: pathOf(asked.operation, { params, query } as never),
      headers: this.#headersOf(asked),
      ...(method !== "GET" && raw !== undefined && { body: raw }),
    });
    if (response.ok) this.pools.learn(asked.operation, JSON.parse(text) as Record<string, unknown>);
    const errors = this.#errors.splice(0);
    return { asked, response, text, errors, ms: performance.now() - startedMs };
  }

  async close(): Promise<void> {
    const { redis, prefix } = this.#web;
    const keys = await keysOf(redis, prefix);
    for (let at = 0; at < keys.length; at += 1_000) await redis.unlink(keys.slice(at, at + 1_000));
    await this.#web.close();
  }

  /** Another address each time: whoever signs in is counted by it. */
  #headersOf({ as, headers }: FuzzRequest): Record<string, string> {
    this.#sent += 1;
    const from = [10, this.#sent >> 16, (this.#sent >> 8) & 255, this.#sent & 255].join(".");
    const given = {
      "content-type": "application/json",
      ...identity(this.#callers[as]),
      ...headers,
    };
    const sendable = Object.entries(given).map(([name, value]) => [name, asHeader(value)]);
    return { ...Object.fromEntries(sendable), "x-carillon-peer": from } as Record<string, string>;
  }
}

/** What fits into a header: a server would see nothing else. */
const asHeader = (text: string) => text.replaceAll(/[^\x20-\x7e\x80-\xff]/g, "?").slice(0, 8_000);

/** Half a character has no place in an address: a client would have replaced it. */
const wellFormed = (params: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(params).map(([name, text]) => [name, text.replaceAll(/\p{Cs}/gu, "\ufffd")]),
  );

/** Jobs that have succeeded and failed, and the executor that ran them and is gone. */
async function endedJobs({ service, prefix }: Web) {
  const job = defineJob({
    name: JOB_TYPE,
    queue: QUEUE,
    args: z.object({ fails: z.boolean().optional() }).loose(),
    run({ fails }) {
      if (fails === true) throw new Error("as asked");
      return null;
    },
  });
  const executor = new Executor({
    redis: testRedisUrl(),
    prefix,
    jobs: [job, httpRequest],
    queues: [QUEUE],
    drainMs: 0,
  });
  await executor.start();
  const made = await service.scheduleJobs([
    { job: JOB_TYPE, args: {} },
    { job: JOB_TYPE, args: { fails: true } },
  ]);
  const jobs = made.map(({ id }) => id);
  await until("the jobs to have ended", async () => {
    const states = await Promise.all(jobs.map(async (id) => (await service.getJob(id)).state));
    return states.every((state) => state === "succeeded" || state === "failed");
  });
  await executor.stop();
  return { executor: executor.id, jobs };
}

/** Tokens, which may ask more often than sessions. */
async function callersOf({ tokens }: Web): Promise<Record<FuzzRequest["as"], As>> {
  const nowMs = Date.now();
  const make = async (part: Partial<Parameters<Web["tokens"]["make"]>[0]>): Promise<As> => {
    const { secret } = await tokens.make(
      {
        name: "fuzz",
        owner: "owner",
        subject: "owner",
        role: "admin",
        queues: "*",
        scopes: null,
        expiresMs: nowMs + 86_400_000,
        ...part,
      },
      nowMs,
    );
    return { bearer: secret };
  };
  const shown: Record<(typeof CALLERS)[number], As> = {
    admin: ADMIN,
    operator: await make({ role: "operator" }),
    foreigner: await make({ role: "operator", queues: ["net"] }),
    viewer: await make({ role: "viewer" }),
    reader: await make({ scopes: ["read"] }),
    nobody: null,
  };
  return shown;
}
