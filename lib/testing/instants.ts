/** The k-th of the seconds that have come long since. */
export const PAST = (k: number) => 1_000_000_000_000 + k * 1_000;
/** The k-th of the seconds that will not come while a test runs. */
export const FAR = (k: number) => 4_000_000_000_000 + k * 1_000;
