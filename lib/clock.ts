/** The current time in ms UTC. Passed in wherever time decides something, so that tests own it. */
export type Clock = () => number;

export const systemClock: Clock = () => Date.now();

/** The same as when the process began, and from then on as time passes: with fractions of a ms, and whatever is done to the clock. */
export const steadyClock: Clock = () => performance.timeOrigin + performance.now();
