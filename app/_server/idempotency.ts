import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { CarillonError, invalidField } from "@/lib/errors.ts";
import { setAnyway } from "@/lib/redis/set-anyway.ts";
import { registryTag } from "@/lib/redis/keys.ts";
import type { Backend } from "./backend.ts";

const KEPT_MS = 86_400_000;
const UNDER_WAY_MS = 30_000;
const LOOK_EVERY_MS = 50;
const PATIENCE_MS = 5_000;
const MOST_KEY_CHARS = 200;

interface Remembered {
  /** Hash of the body: the same key with another body is a mistake, not a repetition. */
  body: string;
  /** Absent while the first request is under way. */
  answer?: { status: number; text: string };
}

/**
 * Runs a POST once for each key and caller, and answers repetitions with the first answer. A refusal is not kept, so
 * that what was mended can be sent again under the same key.
 */
export async function once(
  request: Request,
  { redis, config }: Backend,
  asker: string,
  body: unknown,
  run: () => Promise<{ status: number; text: string }>,
): Promise<{ status: number; text: string }> {
  const key = request.headers.get("idempotency-key");
  if (key === null || request.method !== "POST") return run();
  if (key.length === 0 || key.length > MOST_KEY_CHARS)
    throw invalidField("Idempotency-Key", `must have 1 to ${MOST_KEY_CHARS} characters`);
  const path = new URL(request.url).pathname;
  const slot = `${registryTag(config.prefix)}:idempotency:${sha256(`${asker}\n${path}\n${key}`)}`;
  const bodyHash = sha256(JSON.stringify(body));

  const untilMs = performance.now() + PATIENCE_MS;
  while (
    (await setAnyway(
      redis,
      slot,
      JSON.stringify({ body: bodyHash } satisfies Remembered),
      "PX",
      UNDER_WAY_MS,
      "NX",
    )) !== "OK"
  ) {
    const known = await redis.get(slot);
    if (known === null) continue;
    const { body: firstBody, answer } = JSON.parse(known) as Remembered;
    if (firstBody !== bodyHash)
      throw invalidField("Idempotency-Key", "was used for another request; choose a new one");
    if (answer) return answer;
    if (performance.now() > untilMs)
      throw new CarillonError(
        "conflict",
        "The first request with this Idempotency-Key is still under way. Repeat a little later.",
      );
    await sleep(LOOK_EVERY_MS);
  }
  try {
    const answer = await run();
    await setAnyway(
      redis,
      slot,
      JSON.stringify({ body: bodyHash, answer } satisfies Remembered),
      "PX",
      KEPT_MS,
    );
    return answer;
  } catch (error) {
    await redis.del(slot);
    throw error;
  }
}

/** What would have to be kept for a repetition is a secret. @throws CarillonError invalid_fields */
export function refuseIdempotency(request: Request): void {
  if (request.headers.has("idempotency-key"))
    throw invalidField(
      "Idempotency-Key",
      "is not taken here: the answer is told once. Leave it out",
    );
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
