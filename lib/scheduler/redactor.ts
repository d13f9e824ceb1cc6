import { invalidField } from "../errors.ts";
import type { JobType } from "../jobs/catalog.ts";
import { isJobDefinition } from "../jobs/define-job.ts";
import type { JobError } from "../jobs/job.ts";
import type { Json } from "../jobs/json.ts";
import { hideInTexts, type Redacted, Redaction } from "../jobs/redaction.ts";
import { typeShown } from "../jobs/schema-shown.ts";
import { hideInText } from "../jobs/secret-text.ts";
import { exposedAt, maskedAt, type Unhidden, unhidden } from "../jobs/unhidden.ts";
import type { JobBody } from "../queue/record.ts";
import type { Registry } from "../queue/registry.ts";

const BY_NAME = new Redaction();
const SCHEMAS_KEPT_MS = 5_000;

export const hiddenField = (path: string) =>
  invalidField(
    path,
    "has [redacted] or *** where a secret was hidden, which is no value; type it again",
  );

/** Arguments as they are kept: their type, and the places in them that were secret when they were written. */
export type KeptArgs = Pick<JobBody, "n" | "a" | "h">;

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

  /** Learns the schemas of these types; until then names, paths and what is kept with a job are gone by. */
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

  async knowAll(): Promise<void> {
    if (!this.#redaction) return;
    await this.know((await this.#registry.jobTypes()).map(({ name }) => name));
  }

  args({ n: type, a: args, h: places }: KeptArgs): Redacted {
    if (!this.#redaction) return { value: args, secrets: [] };
    const schema = this.#schemas.get(type)?.schema ?? null;
    return this.#redaction.hide(args, "args", { schema, places });
  }

  /** Arguments that were refused, as a message may quote them: it goes to logs, too, also those of a program. */
  async argsInError({ job, args }: { job: unknown; args: unknown }): Promise<Json> {
    const type = isJobDefinition(job) ? job.type : await this.#typeOf(job);
    const redaction = this.#redaction ?? BY_NAME;
    return redaction.hide(args as Json, "args", { schema: type?.argsSchema ?? null }).value;
  }

  async #typeOf(job: unknown): Promise<JobType | null> {
    return typeof job === "string" ? this.#registry.jobType(job) : null;
  }

  /** What was sent back with hidden places in it, with what is kept there in their stead. */
  unhidden(sent: Json, kept: KeptArgs): Unhidden {
    const { value, hiddenAt } = unhidden(sent, this.args(kept).value, kept.a, ["args"]);
    const again = this.args({ n: kept.n, a: value }).value;
    return { value, hiddenAt: hiddenAt ?? exposedAt(sent, again, ["args"]) };
  }

  /** What was hidden is no value where nothing is kept. @throws CarillonError invalid_fields */
  refuseHidden(args: unknown): void {
    const path = this.isOn ? maskedAt(args as Json, ["args"]) : null;
    if (path !== null) throw hiddenField(path);
  }

  /** @param secrets those of the arguments, which a result may repeat */
  result(result: Json, secrets: string[]): Redacted {
    if (!this.#redaction) return { value: result, secrets };
    const hidden = this.#redaction.hide(result, "result");
    const all = [...secrets, ...hidden.secrets];
    return { value: hideInTexts(hidden.value, all), secrets: all };
  }

  text(text: string, secrets: string[] = []): string {
    return this.#redaction ? hideInText(text, secrets) : text;
  }

  textOrNull(text: string | null): string | null {
    return text === null ? null : this.text(text);
  }

  error(error: JobError, secrets: string[]): JobError {
    if (!this.#redaction) return error;
    const { name, message, stack } = error;
    return {
      name: hideInText(name, secrets),
      message: hideInText(message, secrets),
      ...(stack !== undefined && { stack: hideInText(stack, secrets) }),
    };
  }

  type<T extends JobType>(type: T): T {
    return this.#redaction ? typeShown(type, this.#redaction) : type;
  }
}
