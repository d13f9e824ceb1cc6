import { z } from "zod";
import {
  LEAST_EVERY_MS,
  MissedPolicy,
  MissedRule,
  MOST_EVERY_MS,
  OverlapPolicy,
} from "../schedule/index.ts";
import { InstantInput } from "./instant.ts";

const DAY_MS = 86_400_000;

const interval = z.int().min(LEAST_EVERY_MS).max(MOST_EVERY_MS);

/** When a schedule fires, as callers say it: one of `every`, `cron` and `afterEnd`, and what goes with it. */
export const WhenFields = {
  every: interval.optional().meta({ description: "The interval in milliseconds." }),
  cron: z.string().min(1).max(256).optional(),
  timeZone: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .meta({ description: "Of the cron expression; UTC when left out." }),
  afterEnd: interval
    .optional()
    .meta({ description: "Milliseconds from the end of one run to the start of the next." }),
  anchor: z
    .union([z.enum(["start", "epoch"]), InstantInput])
    .optional()
    .meta({ description: "What an interval counts from; the start, or the creation." }),
  immediately: z
    .boolean()
    .optional()
    .meta({ description: "Runs once at the beginning, and not an interval after it." }),
  startAt: InstantInput.optional(),
  endAt: InstantInput.optional(),
};

/** What it does about overlaps, missed times and failures. */
export const PolicyFields = {
  overlap: OverlapPolicy.optional(),
  missed: z.union([MissedRule, MissedPolicy]).optional(),
  limit: z.int().min(1).max(1_000_000_000).optional(),
  jitterMs: z.int().min(0).max(DAY_MS).optional(),
  pauseAfterFailures: z.int().min(0).max(1_000).optional(),
};

type TriggerFields = { every?: unknown; cron?: unknown; afterEnd?: unknown };
export const triggersIn = ({ every, cron, afterEnd }: TriggerFields) =>
  [every, cron, afterEnd].filter((field) => field !== undefined).length;

/** For `refine`: exactly one trigger. */
export const oneTrigger = {
  check: (input: TriggerFields) => triggersIn(input) === 1,
  problem: {
    path: ["every"],
    message: "give one of every (milliseconds), cron and afterEnd (milliseconds)",
  },
};
