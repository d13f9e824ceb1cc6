const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;
const OFFSET = /GMT(?:([+−-])(\d+):(\d+)(?::(\d+))?)?$/;

/** Reads the offset of a zone from the tz database that `Intl` carries. */
export class Offsets {
  readonly #format: Intl.DateTimeFormat;

  /** @throws RangeError when the zone is not known */
  constructor(timeZone: string) {
    // The minute is not wanted: without a date or a time Intl adds a whole date, which takes longer.
    this.#format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      minute: "2-digit",
      timeZoneName: "longOffset",
    });
  }

  /** What is added to UTC at an instant, in ms. */
  at(instantMs: number): number {
    const [, sign, hours = 0, minutes = 0, seconds = 0] = OFFSET.exec(
      this.#format.format(instantMs),
    )!;
    const offsetMs =
      (Number(hours) * 60 + Number(minutes)) * MINUTE_MS + Number(seconds) * SECOND_MS;
    return sign === "-" || sign === "−" ? -offsetMs : offsetMs;
  }

  /** The instant in (from, to] from which the offset is another than at `from`; there is one, and only one. */
  changeIn(fromMs: number, toMs: number): number {
    const before = this.at(fromMs);
    let low = Math.floor(fromMs / SECOND_MS);
    let high = Math.ceil(toMs / SECOND_MS);
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.at(middle * SECOND_MS) === before) low = middle;
      else high = middle;
    }
    return high * SECOND_MS;
  }
}
