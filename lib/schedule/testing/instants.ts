import * as fc from "fast-check";
import { slowClockOf } from "./slow-clock.ts";

const HOUR = 3_600_000;
const FROM = Date.UTC(2015, 0, 1);
const TO = Date.UTC(2041, 0, 1);

/** An instant of the years 2015 to 2040: mostly about a change of the zone's clock, to the millisecond or hours away. */
export function instantsIn(timeZone: string): fc.Arbitrary<number> {
  const anywhere = fc.integer({ min: FROM, max: TO - 1 });
  const changes = slowClockOf(timeZone).changes.filter(({ at }) => at >= FROM && at < TO);
  if (changes.length === 0) return anywhere;
  const beside = fc.oneof(
    fc.integer({ min: -4 * HOUR, max: 4 * HOUR }),
    fc.integer({ min: -50 * HOUR, max: 30 * HOUR }),
    fc.constantFrom(-1_001, -1_000, -1, 0, 1, 1_000),
  );
  const about = fc.tuple(fc.constantFrom(...changes), beside).map(([{ at }, by]) => at + by);
  return fc.oneof({ arbitrary: anywhere, weight: 1 }, { arbitrary: about, weight: 3 });
}
