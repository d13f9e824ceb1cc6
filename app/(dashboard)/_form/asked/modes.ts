/** When a job is to run: at once, after a while, at a time, or again and again. */
export const MODES = ["now", "in", "at", "periodic"] as const;
export type Mode = (typeof MODES)[number];
