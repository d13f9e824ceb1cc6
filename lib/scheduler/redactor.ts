import type { JobType } from "../jobs/catalog.ts";
import type { JobError } from "../jobs/job.ts";
import type { Json } from "../jobs/json.ts";
import { hideInText, type Redacted, type Redaction } from "../jobs/redaction.ts";
import type { Registry } from "../queue/registry.ts";

const SCHEMAS_KEPT_MS = 5_000;

/**
 * Hides the secrets of jobs from whoever reads through this service: an HTTP server has one, a program of yours reads everything as it
 * is. It knows the schemas of the job types it was told of.
 */
export class Redactor {
  readonly #registry: Registry;
  readonly #redaction: Redaction | null;
  readonly #schemas = new Map<string, { schema: JobType["argsSchema"] | null; untilMs: number }>();

  constructor(registry: Registry, redaction: Redaction | null) {
    this.#registry = registry;
    this.#redaction = redaction;
  }

  get isOn(): boolean {
    return this.#redaction !== null;
  }

  /** Learns the schemas of these types; until then only names and paths are gone by. */
  async know(types: Iterable<string>): Promise<void> {
    if (!this.#redaction) return;
    const nowMs = performance.now();
    const unknown = [...new Set(types)].filter(
      (type) => (this.#schemas.get(type)?.untilMs ?? 0) < nowMs,
    );
    await Promise.all(
      unknown.map(async (type) => {
        const schema = (await this.#registry.jobType(type))?.argsSchema ?? null;
        this.#schemas.set(type, { schema, untilMs: nowMs + SCHEMAS_KEPT_MS });
      }),
    );
  }

  args(type: string, args: Json): Redacted {
    if (!this.#redaction) return { value: args, secrets: [] };
    return this.#redaction.hide(args, "args", this.#schemas.get(type)?.schema ?? null);
  }

  /** @param secrets those of the arguments, which a result may repeat */
  result(result: Json, secrets: string[]): Json {
    if (!this.#redaction) return result;
    return this.#inTexts(this.#redaction.hide(result, "result").value, secrets);
  }

  text(text: string, secrets: string[]): string {
    return this.#redaction ? hideInText(text, secrets) : text;
  }

  error(error: JobError, secrets: string[]): JobError {
    if (!this.#redaction) return error;
    const { name, message, stack } = error;
    return {
      name,
      message: hideInText(message, secrets),
      ...(stack !== undefined && { stack: hideInText(stack, secrets) }),
    };
  }

  #inTexts(value: Json, secrets: string[]): Json {
    if (typeof value === "string") return hideInText(value, secrets);
    if (Array.isArray(value)) return value.map((child) => this.#inTexts(child, secrets));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, child]) => [name, this.#inTexts(child, secrets)]),
    );
  }
}
