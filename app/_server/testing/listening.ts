import { pino } from "pino";
import { expect, onTestFinished, vi } from "vitest";
import type { ApiName } from "@/lib/api/contract.ts";
import { Redaction } from "@/lib/jobs/redaction.ts";
import { isFinal, JOB_STATES } from "@/lib/jobs/states.ts";
import { createLogger } from "@/lib/logger.ts";
import { Executor } from "@/lib/executor/executor.ts";
import { Scheduler } from "@/lib/scheduler/scheduler.ts";
import { testRedisUrl } from "@/lib/testing/redis.ts";
import { until } from "@/lib/testing/until.ts";
import { loadConfig } from "@/lib/config.ts";
import { Canaries, REDACTED_PATHS, tellingJob } from "./canaries.ts";
import { ADMIN, ADMIN_TOKEN, type As, openWeb, type Web } from "./web.ts";

export type Sent = NonNullable<Parameters<Web["call"]>[2]> & { as?: As };

const OPEN_STATES = JOB_STATES.filter((state) => !isFinal(state));

/** Endpoints whose answer is a secret that is told once, to whoever asked for it. */
const TELLS_ONCE: ReadonlySet<ApiName> = new Set([
  "createToken",
  "createCalendarFeed",
  "createAlertWebhook",
]);

/** The whole of Carillon on a prefix of its own, with everything it says written down. */
export async function openListening() {
  vi.stubEnv("CARILLON_REDACT", REDACTED_PATHS);
  onTestFinished(() => void vi.unstubAllEnvs());
  const canaries = new Canaries();
  const web = await openWeb();
  const said = new Map<string, string>();
  const called = new Set<ApiName>();
  const log: string[] = [];
  const destination = { write: (line: string) => void log.push(line) };
  Object.assign(web.logger, { [pino.symbols.streamSym]: destination, level: "trace" });

  const logger = createLogger("trace", { process: "worker" }, destination);
  const redaction = new Redaction(loadConfig(process.env).redactedPaths);
  const options = { redis: testRedisUrl(), prefix: web.prefix, logger };
  const executor = new Executor({ ...options, drainMs: 0, jobs: [tellingJob(canaries)] });
  const scheduler = new Scheduler({ ...options, redaction });
  onTestFinished(async () => {
    await Promise.all([executor.stop(), scheduler.stop()]);
  });
  await executor.start();
  await scheduler.start();

  /** Asks, and writes down what is answered, whatever the status. */
  const ask = async (name: ApiName, sent: Sent = {}, expected: number | number[] = 200) => {
    const { status, body, text } = await web.call(name, sent.as ?? ADMIN, sent);
    expect(status, `${name}: ${body.detail}`).toBeOneOf([expected].flat());
    called.add(name);
    if (!TELLS_ONCE.has(name) || status >= 400) said.set(`${said.size} ${name} ${status}`, text);
    return body;
  };
  /** A file, whole. */
  const take = async (name: ApiName, query: Sent["query"]) => {
    const { status, text } = await web.export(name, ADMIN, query);
    expect(status, name).toBe(200);
    called.add(name);
    said.set(`${said.size} ${name}`, text);
  };
  const idOf = async (name: ApiName, sent: Sent) => String((await ask(name, sent, 201)).id);
  const stream = await streamOf(said);
  /** By the counts of the queues: a page of a list may miss a job that moves meanwhile. */
  const ended = () =>
    until(
      "all jobs to end",
      () => web.service.listQueues(),
      ({ items }) => items.every(({ counts }) => OPEN_STATES.every((state) => counts[state] === 0)),
    );
  return { web, canaries, said, called, log, logger, ask, take, idOf, stream, ended };
}

export type Listening = Awaited<ReturnType<typeof openListening>>;

/** The event stream, from now on. */
async function streamOf(said: Map<string, string>) {
  const { GET } = await import("../../api/v1/events/route.ts");
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const response = await GET(
    new Request("http://127.0.0.1:3000/api/v1/events", {
      headers: { host: "127.0.0.1:3000", authorization: `Bearer ${ADMIN_TOKEN}` },
      signal: abort.signal,
    }),
  );
  const decoder = new TextDecoder();
  void response.body!.pipeTo(
    new WritableStream<Uint8Array>({
      write(chunk) {
        said.set("the event stream", (said.get("the event stream") ?? "") + decoder.decode(chunk));
      },
    }),
  );
  return () => said.get("the event stream") ?? "";
}
