const LOOK_EVERY_MS = 10;
const PATIENCE_MS = 15_000;

/**
 * Waits for a state of the world that no event announces.
 * @throws Error that names what was waited for, and what was seen last
 */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  isSo: (seen: Awaited<T>) => boolean = Boolean,
): Promise<Awaited<T>> {
  const endMs = performance.now() + PATIENCE_MS;
  for (;;) {
    const seen = await look();
    if (isSo(seen)) return seen;
    if (performance.now() > endMs)
      throw new Error(`Waited ${PATIENCE_MS} ms for ${what}; last seen: ${JSON.stringify(seen)}`);
    await new Promise((wait) => setTimeout(wait, LOOK_EVERY_MS));
  }
}
