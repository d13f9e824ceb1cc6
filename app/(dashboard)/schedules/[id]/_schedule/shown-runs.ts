/** How many of its newest jobs a periodic job shows. */
export const SHOWN_RUNS = 10;
