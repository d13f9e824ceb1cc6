import { z } from "zod";

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** The most a job's arguments may weigh, in bytes of UTF-8 JSON. */
export const MAX_ARGS_BYTES = 1_000_000;
/** The most a job's result may weigh; a larger one fails the attempt with a clear error. */
export const MAX_RESULT_BYTES = 1_000_000;

/** Any value that survives JSON unchanged. */
export const Json: z.ZodType<Json> = z.json();
