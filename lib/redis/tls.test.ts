import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { createLogger } from "../logger.ts";
import { Scheduler } from "../scheduler/scheduler.ts";
import { SchedulerService } from "../scheduler/service.ts";
import { makeCertificate } from "../testing/certificates.ts";
import { adminRedisUrl, testRedisUrl, uniquePrefix } from "../testing/redis.ts";
import { startTlsFront } from "../testing/tls-front.ts";
import { startTlsRedis } from "../testing/tls-redis.ts";
import { connectRedis, type RedisTls, untilReady } from "./connection.ts";

const ca = makeCertificate("Authority of the test");
const other = makeCertificate("Another authority");
const hosts = ["127.0.0.1", "localhost"];
const right = makeCertificate("redis", { issuer: ca, hosts });
const url = () => testRedisUrl("program");
const password = () => new URL(url()).password;
const [HOUR_MS, nowMs] = [3_600_000, Date.now()];

function connect(at: string, tls?: RedisTls) {
  const redis = connectRedis({ url: at, tls, role: "client" });
  onTestFinished(() => redis.disconnect());
  return redis;
}

/** The message by which a client is refused, after every form of it has been looked at for the password. */
async function messageOf(at: string, tls?: RedisTls): Promise<string> {
  const error = (await untilReady(connect(at, tls)).then(
    () => new Error("nothing was refused"),
    (reason: unknown) => reason,
  )) as Error;
  expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain(password());
  return `${error.name}: ${error.message}`;
}

const REFUSED: [string, ReturnType<typeof makeCertificate>, RedisTls, RegExp][] = [
  [
    "an authority that nobody trusts",
    right,
    { ca: other.cert },
    /not signed by an authority that is trusted here \(UNABLE_TO_\w+\)\. Set CARILLON_REDIS_CA_FILE/,
  ],
  [
    "no authority at all",
    makeCertificate("x", { hosts }),
    {},
    /not signed by .* \(DEPTH_ZERO_SELF_SIGNED_CERT\)\. Set CARILLON_REDIS_CA_FILE/,
  ],
  [
    "another host",
    makeCertificate("x", { issuer: ca, hosts: ["redis.example"] }),
    { ca: ca.cert },
    /is for another host: .*127\.0\.0\.1.* \(ERR_TLS_CERT_ALTNAME_INVALID\)\. Write a name/,
  ],
  [
    "a time that is over",
    makeCertificate("x", { issuer: ca, hosts, untilMs: nowMs - HOUR_MS }),
    { ca: ca.cert },
    /has expired \(CERT_HAS_EXPIRED\)\. Renew it/,
  ],
  [
    "a time to come",
    makeCertificate("x", { issuer: ca, hosts, fromMs: nowMs + HOUR_MS }),
    { ca: ca.cert },
    /not valid yet \(CERT_NOT_YET_VALID\)\. Look at the clocks/,
  ],
];

describe("a certificate of Redis", () => {
  it("that is right is taken, by address and by name", async () => {
    const { url: front } = await startTlsFront(url(), { certificate: right });
    for (const at of [front, front.replace("127.0.0.1", "localhost")]) {
      const redis = connect(at, { ca: ca.cert });
      await untilReady(redis);
      expect(await redis.time()).toHaveLength(2);
    }
  });

  it.each(REFUSED)(
    "that is of %s is refused at once, with the remedy",
    async (_, certificate, tls, message) => {
      const { url: front } = await startTlsFront(url(), { certificate });
      const refusal = await messageOf(front, tls);
      expect(refusal).toMatch(
        /^RedisRefusedError: The certificate of Redis at rediss:\/\/\*\*\*@127/,
      );
      expect(refusal).toMatch(message);
    },
  );

  it("is verified, whatever NODE_TLS_REJECT_UNAUTHORIZED says", async () => {
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    vi.spyOn(process, "emitWarning").mockReturnValue(undefined);
    const { url: front } = await startTlsFront(url(), { certificate: right });
    expect(await messageOf(front)).toMatch(/is not signed by an authority/);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  it("that is refused ends the start of a scheduler, and a call of a service, with the reason", async () => {
    const { url: front } = await startTlsFront(url(), { certificate: right });
    const at = { redis: front, tls: { ca: other.cert }, prefix: uniquePrefix() };
    const scheduler = new Scheduler({ ...at, logger: createLogger("silent", {}) });
    await expect(scheduler.start()).rejects.toThrow(/Set CARILLON_REDIS_CA_FILE/);
    const service = new SchedulerService({ ...at, logger: createLogger("silent", {}) });
    onTestFinished(() => service.close());
    await expect(service.listQueues()).rejects.toThrow(/Set CARILLON_REDIS_CA_FILE/);
  });

  it("that is put right lets a connection in that has been refused", async () => {
    const wrong = makeCertificate("redis", { hosts });
    const front = await startTlsFront(url(), { certificate: wrong });
    const redis = connect(front.url, { ca: ca.cert });
    await expect(untilReady(redis)).rejects.toThrow(/not signed/);
    front.show(right);
    await expect.poll(() => redis.status, { timeout: 10_000 }).toBe("ready");
    await untilReady(redis);
  });
});

describe("a certificate of this process", () => {
  it("is shown to a Redis that wants one", async () => {
    const own = makeCertificate("carillon", { issuer: ca, hosts: ["carillon"] });
    const { url: front } = await startTlsFront(url(), { certificate: right, clientCa: ca.cert });
    const redis = connect(front, { ca: ca.cert, cert: own.cert, key: own.key });
    await untilReady(redis);
    expect(await redis.time()).toHaveLength(2);
  });

  it("that is missing or of another authority is refused by Redis, which the message says", async () => {
    const { url: front } = await startTlsFront(url(), { certificate: right, clientCa: ca.cert });
    expect(await messageOf(front, { ca: ca.cert })).toMatch(
      /^RedisRefusedError: Redis at .* wants a certificate .*CARILLON_REDIS_CERT_FILE/,
    );
    const { cert, key } = makeCertificate("carillon", { issuer: other, hosts: ["carillon"] });
    expect(await messageOf(front, { ca: ca.cert, cert, key })).toMatch(/CARILLON_REDIS_CERT_FILE/);
  });
});

it("Redis itself with TLS says the same, where its server has it", async ({ skip }) => {
  const at = await startTlsRedis(right, ca);
  if (at === null) return skip("this machine's Redis was built without TLS");
  const own = makeCertificate("carillon", { issuer: ca, hosts: ["carillon"] });
  await untilReady(connect(at, { ca: ca.cert, cert: own.cert, key: own.key }));
  expect(await messageOf(at, { ca: other.cert })).toMatch(/is not signed by an authority/);
  expect(await messageOf(at, { ca: ca.cert })).toMatch(/wants a certificate of this process/);
  const foreign = makeCertificate("carillon", { issuer: other, hosts: ["carillon"] });
  expect(await messageOf(at, { ca: ca.cert, cert: foreign.cert, key: foreign.key })).toMatch(
    /^RedisRefusedError: Redis at .* refuses this process' side of TLS/,
  );
  expect(await messageOf(at.replace("rediss:", "redis:"))).toMatch(/must begin with rediss:/);
});

describe("a URL", () => {
  it("without TLS to a port with it, and the reverse, is answered with the other scheme", async () => {
    const { url: front } = await startTlsFront(url(), { certificate: right });
    expect(await messageOf(front.replace("rediss:", "redis:"))).toMatch(
      /redis:\/\/\*\*\*@127\S+ closed .*REDIS_URL must begin with rediss:/,
    );
    expect(await messageOf(url().replace("redis:", "rediss:"))).toMatch(
      /rediss:\/\/\*\*\*@127\S+ did not answer in TLS\. .*must begin with redis:/,
    );
  });

  it("with a wrong password is refused, and no error that comes of it has the password", async () => {
    const at = adminRedisUrl().replace("//", `//nobody:${password()}@`);
    expect(await messageOf(at)).toMatch(/^RedisRefusedError: .*\*\*\*@.* \(WRONGPASS\)/);
    const worker = connectRedis({ url: at, role: "worker" });
    onTestFinished(() => worker.disconnect());
    const error = await worker.get("x").catch((reason: unknown) => reason as Error);
    expect(Object.values(error as object).flat()).toEqual([]);
    expect(JSON.stringify(error)).not.toContain(password());
  });
});
