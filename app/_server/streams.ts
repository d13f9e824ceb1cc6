import type { Subject } from "@/lib/auth/subject.ts";

/** An event stream, and whose it is. */
export interface OpenStream {
  subject: Subject;
  /** Null for a token's. */
  sessionId: string | null;
  close: () => void;
}

// Instrumentation closes the streams that routes opened, and has another module graph: hence the global.
const KEY = Symbol.for("carillon.streams");
const shared = globalThis as { [KEY]?: Set<OpenStream> };

/** Every event stream that is open. `next start` waits for them at its end. */
export function openStreams(): Set<OpenStream> {
  shared[KEY] ??= new Set();
  return shared[KEY];
}

/** For who has signed out: at once in this process. Others look again within 30 s. */
export function closeStreams(isMeant: (stream: OpenStream) => boolean): void {
  for (const stream of openStreams()) if (isMeant(stream)) stream.close();
}
