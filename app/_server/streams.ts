// Instrumentation closes the streams that routes opened, and has another module graph: hence the global.
const KEY = Symbol.for("carillon.streams");
const shared = globalThis as { [KEY]?: Set<() => void> };

/** Every event stream that is open, as the function that closes it. `next start` waits for them at its end. */
export function openStreams(): Set<() => void> {
  shared[KEY] ??= new Set();
  return shared[KEY];
}
