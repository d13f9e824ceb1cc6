import { pathOf } from "@/lib/api/client.ts";
import type { Executor } from "@/lib/executor/executor.ts";
import type { AnyJobDefinition } from "@/lib/jobs/define-job.ts";
import { until } from "@/lib/testing/until.ts";
import { callRoute } from "../call-route.ts";
import { plant } from "../planted.ts";
import { keysOf } from "../prefix-state.ts";
import { identity, startWeb, type Web } from "../web.ts";
import { type Callers, callersOf } from "./callers.ts";
import { Pools } from "./pools.ts";
import type { FuzzRequest } from "./requests.ts";
import { runJobs } from "./run-jobs.ts";

const PROMPT_MS = 50;

export type Answered = Awaited<ReturnType<Round["send"]>>;

/** A web process with one of everything, for some thousand requests: what they make goes with it. */
export class Round {
  readonly pools: Pools;
  /** What was logged as an error since it was asked last: the reason of a 500. */
  readonly #errors: unknown[] = [];
  readonly #web: Web;
  readonly #callers: Callers;
  readonly #idle: Executor;
  #sent = 0;

  private constructor(web: Web, pools: Pools, callers: Callers, idle: Executor) {
    this.#web = web;
    this.pools = pools;
    this.#callers = callers;
    this.#idle = idle;
    const { logger } = web;
    logger.error = (context: unknown) => {
      this.#errors.push(context);
    };
  }

  static async open(jobTypes: AnyJobDefinition[]): Promise<Round> {
    const web = await startWeb();
    const planted = await plant(web);
    const { jobs, idle } = await runJobs(web, jobTypes);
    const ids = {
      jobs: [planted.job, ...jobs],
      schedules: [planted.schedule],
      batches: [planted.batch],
      operations: [planted.operation],
      users: ["spare"],
      tokens: [planted.token],
      feeds: [planted.feed],
      webhooks: [planted.webhook],
      workers: [idle.id],
      cursors: [""],
    };
    return new Round(web, new Pools(ids), await callersOf(web), idle);
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
    if (response.ok && response.headers.get("content-type") === "application/json")
      this.pools.learn(asked.operation, JSON.parse(text) as Record<string, unknown>);
    const errors = this.#errors.splice(0);
    return { asked, response, text, errors, ms: performance.now() - startedMs };
  }

  /** Until Redis answers at once. */
  async untilPrompt(): Promise<void> {
    await until("Redis to answer", async () => {
      const startedMs = performance.now();
      const answer = await this.#web.redis.ping().catch(() => null);
      return answer !== null && performance.now() - startedMs < PROMPT_MS;
    });
  }

  async close(): Promise<void> {
    const { redis, prefix } = this.#web;
    await this.#idle.stop();
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
