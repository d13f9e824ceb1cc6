import { z } from "zod";
import { LAST_INSTANT_MS } from "../schedule/index.ts";

const FIRST_INSTANT_MS = Date.parse("0000-01-01T00:00:00.000Z");

/** An instant as it travels: ISO 8601, UTC, milliseconds. */
export const Instant = z.iso.datetime({ precision: 3 });

/** An instant as callers may write it. */
export const InstantInput = z.iso
  .datetime({ offset: true })
  // By its offset it may lie outside the years that can be answered.
  .refine((text) => !isOutside(Date.parse(text)), "must lie in the years 0000 to 9999 of UTC")
  .meta({ description: "An instant, ISO 8601 with Z or an offset." });

/** What is no instant at all is not outside: it has been refused. */
const isOutside = (ms: number) => ms < FIRST_INSTANT_MS || ms > LAST_INSTANT_MS;
