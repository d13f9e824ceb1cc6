import { Redaction } from "@/lib/jobs/redaction.ts";
import { loadSettings, type ProcessConfig, refuse } from "@/lib/process/load-settings.ts";
import { untilReady } from "@/lib/redis/connection.ts";
import { RedisRefusedError } from "@/lib/redis/trouble.ts";
import { openAlerting } from "@/lib/scheduler/alerting.ts";
import { backend, closeBackend } from "./backend.ts";
import { noteRequests } from "./peer.ts";
import { closeStreams } from "./streams.ts";

const LEAVE_AFTER_MS = 1_000;

/**
 * Before the first request: refuses unusable settings, and a Redis that will not have this process with them; waits for one that will
 * for two seconds at most. From then on looks for alerts: also when no scheduler is there to do it. Sees to a prompt end: next waits for
 * open streams for ever.
 */
export async function start(): Promise<void> {
  const settings = loadSettings();
  noteRequests(settings.trustedHops);
  let stopAlerting = () => Promise.resolve();
  const onEnd = () => end(() => stopAlerting());
  process.once("SIGTERM", onEnd);
  process.once("SIGINT", onEnd);
  // The supervisor holds the other end of this channel.
  process.once("disconnect", onEnd);
  try {
    await untilReady(backend().redis);
  } catch (error) {
    // One that is away is waited for by each request.
    if (error instanceof RedisRefusedError) return refuse(error);
  }
  stopAlerting = startAlerting(settings);
}

function startAlerting({ redisUrl, redisTls, redactedPaths, ...settings }: ProcessConfig) {
  const { prefix, outgoingAllow, installation } = settings;
  const alerting = openAlerting({
    url: redisUrl,
    tls: redisTls,
    prefix,
    redaction: new Redaction(redactedPaths),
    logger: backend().logger,
    outgoingAllow,
    installation,
  });
  alerting.start();
  return () => alerting.stop();
}

function end(stopAlerting: () => Promise<void>): void {
  // Next ends with 128 and the signal once its requests are answered. Told to stop, it has stopped: nothing failed.
  process.once("exit", (code) => {
    if (code > 128) process.exitCode = 0;
  });
  closeStreams(() => true);
  void Promise.all([stopAlerting(), closeBackend()]).finally(() =>
    setTimeout(() => process.exit(0), LEAVE_AFTER_MS).unref(),
  );
}
