/** A seed by chance, for a test that names it when it fails; or the one of CARILLON_TEST_SEED, to see it fail again. */
export const createSeed = (): number =>
  Number(process.env.CARILLON_TEST_SEED ?? Math.floor(Math.random() * 2 ** 32));

/** Numbers in [0, 1) that look like chance, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
