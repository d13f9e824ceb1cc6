import type { Snapshot } from "./snapshot.ts";

/** A schedule's hash as it was read: what is missing is "", or null where a number is asked for. */
export class ReadSchedule {
  readonly id: string;
  readonly key: string;
  readonly state: string;
  readonly #fields: ReadonlyMap<string, string>;

  constructor(id: string, fields: ReadonlyMap<string, string>) {
    this.id = id;
    this.key = `schedule:${id}`;
    this.state = fields.get("state") ?? "";
    this.#fields = fields;
  }

  text(name: string): string {
    return this.#fields.get(name) ?? "";
  }

  number(name: string): number | null {
    const text = this.text(name);
    return text === "" ? null : Number(text);
  }

  /** When its pause ends by itself. */
  get untilMs(): number | null {
    const [, until] = /"untilMs":(\d+)/.exec(this.text("pause")) ?? [];
    return until === undefined ? null : Number(until);
  }

  /** Planned times that are to be skipped. */
  get skips(): number[] {
    return this.text("skips")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => Number(line.split(" ")[0]));
  }
}

export function* schedulesOf(snapshot: Snapshot): Generator<ReadSchedule> {
  for (const [id, fields] of snapshot.named(snapshot.maps, "schedule:"))
    yield new ReadSchedule(id, fields);
}
