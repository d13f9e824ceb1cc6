import { z } from "zod";

/** An instant as it travels: ISO 8601, UTC, milliseconds. */
export const Instant = z.iso.datetime({ precision: 3 });

/** An instant as callers may write it. */
export const InstantInput = z.iso
  .datetime({ offset: true })
  .meta({ description: "An instant, ISO 8601 with Z or an offset." });
