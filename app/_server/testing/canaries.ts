import { randomBytes } from "node:crypto";
import type { Redis } from "ioredis";
import { z } from "zod";
import { defineJob } from "@/lib/jobs/define-job.ts";
import { secret } from "@/lib/jobs/secret.ts";

/** Values that nobody can guess, each by where it was put: wherever one turns up, it has leaked, and from there. */
export class Canaries {
  readonly #places = new Map<string, string>();
  /** Those that must be in Redis once all is done: what was never kept cannot leak, and proves nothing. */
  readonly #kept = new Set<string>();

  plant(place: string, { isKept = true } = {}): string {
    const canary = `cn${randomBytes(9).toString("hex")}`;
    this.add(place, canary);
    if (isKept) this.#kept.add(canary);
    return canary;
  }

  /** A secret that was made elsewhere. */
  add(place: string, canary: string): void {
    this.#places.set(canary, place);
  }

  /** Where those come from that are in a text. */
  in(text: string): string[] {
    return [...this.#places].filter(([canary]) => text.includes(canary)).map(([, place]) => place);
  }

  /** Where those were put that ought to be in a text, and are not. */
  missingIn(text: string): string[] {
    return [...this.#kept]
      .filter((canary) => !text.includes(canary))
      .map((canary) => this.#places.get(canary)!);
  }

  get kept(): string[] {
    return [...this.#kept];
  }
}

export const REDACTED_PATHS = "args.address.street,args.people.*.ssn,result.person";

/** A job type with a secret wherever one can be, whose handler gives away all that it knows. */
export function tellingJob(canaries: Canaries) {
  const result = {
    token: canaries.plant("result.token"),
    person: { name: canaries.plant("result.person") },
    url: `https://ana:${canaries.plant("result.url")}@example.org`,
    body: `{"access_token":"${canaries.plant("result.body")}"}`,
  };
  const bearer = canaries.plant("log.bearer");
  const query = canaries.plant("log.query");
  return defineJob({
    name: "tell",
    args: z.object({
      user: z.string(),
      password: z.string().default(canaries.plant("type.default")),
      pin: secret(z.string()),
      address: z.object({ street: z.string() }),
      people: z.array(z.object({ ssn: z.string() })),
      headers: z.record(z.string(), z.string()),
      url: z.string(),
      with: z.union([z.object({ key: secret(z.string()) }), z.string()]).optional(),
      fails: z.boolean().default(false),
    }),
    schedules: [{ id: "declared", every: 3_600_000, args: argsOf(canaries, "declared schedule") }],
    run(args, { logger, progress }) {
      const { password, pin, address, url, fails } = args;
      logger.info(`trying ${password} with ${pin} from ${address.street} at ${url}`);
      logger.warn(`Authorization: Bearer ${bearer}; GET /?page=1&api_key=${query}`);
      logger.debug(JSON.stringify(args));
      progress(0.5, `half of ${pin}`);
      if (fails) {
        const cause = new Error(`because of ${pin}`);
        throw new Error(`no way in with ${password} at ${url}`, { cause });
      }
      logger.info(`got ${result.token}`);
      return { ...result, echo: `it was ${pin}`, deep: [{ url, given: args }] };
    },
  });
}

export function argsOf(canaries: Canaries, at: string, { isKept = true } = {}) {
  const plant = (place: string) => canaries.plant(`${at}: ${place}`, { isKept });
  return {
    user: "ana",
    password: plant("args.password"),
    pin: plant("args.pin"),
    address: { street: plant("args.address.street") },
    people: [{ ssn: plant("args.people.0.ssn") }],
    headers: { "X-Api-Key": plant("args.headers"), accept: `Basic ${plant("a text with Basic")}` },
    url: `https://ana:${plant("the password of a URL")}@example.org/?token=${plant("the query of a URL")}`,
    with: { key: plant("args.with.key") },
  };
}

/** All that is kept under a prefix, as text. */
export async function everythingIn(redis: Redis, prefix: string): Promise<string> {
  const texts: string[] = [];
  let cursor = "0";
  do {
    const [next, keys] = await redis.scan(cursor, "MATCH", `*${prefix}*`, "COUNT", 1_000);
    cursor = next;
    for (const key of keys) texts.push(JSON.stringify(await valueOf(redis, key)));
  } while (cursor !== "0");
  return texts.join("\n");
}

async function valueOf(redis: Redis, key: string): Promise<unknown> {
  switch (await redis.type(key)) {
    case "string":
      return redis.get(key);
    case "hash":
      return redis.hgetall(key);
    case "list":
      return redis.lrange(key, 0, -1);
    case "stream":
      return redis.xrange(key, "-", "+");
    default:
      return null;
  }
}
