import { Hint } from "@/lib/jobs/hint.ts";

export interface HintListener {
  onHint: (hint: Hint) => void;
  /** The stream is open (again): whatever happened in between is unknown. */
  onOpen: () => void;
  onLost: () => void;
}

type Message = { kind: "hint"; hint: Hint } | { kind: "open" } | { kind: "lost" };

const EVENTS = "/api/v1/events";
const CHANNEL = "carillon-events";

/**
 * Listens to the server's hints. One tab of a browser holds the stream and tells the others: browsers open no more than
 * six connections to a host, and seven tabs with a stream each would stand still. Answers what ends the listening.
 */
export function listenToHints(listener: HintListener): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  const abort = new AbortController();
  const deliver = (message: Message) => {
    if (message.kind === "hint") listener.onHint(message.hint);
    else if (message.kind === "open") listener.onOpen();
    else listener.onLost();
  };
  const announce = (message: Message) => {
    deliver(message);
    channel.postMessage(message);
  };
  let isLeader = false;
  let isStreaming = false;
  channel.addEventListener("message", ({ data }: MessageEvent<Message | { kind: "who" }>) => {
    if (data.kind !== "who") deliver(data);
    else if (isLeader && isStreaming) channel.postMessage({ kind: "open" } satisfies Message);
  });
  channel.postMessage({ kind: "who" });

  const lead = () =>
    new Promise<void>((end) => {
      isLeader = true;
      const close = openStream((message) => {
        if (message.kind !== "hint") isStreaming = message.kind === "open";
        announce(message);
      });
      abort.signal.addEventListener("abort", () => {
        close();
        end();
      });
    });
  // Locks exist only in secure contexts; elsewhere each tab has its own stream.
  if (navigator.locks)
    void navigator.locks.request(CHANNEL, { signal: abort.signal }, lead).catch(ignoreAbort);
  else void lead();
  return () => {
    abort.abort();
    channel.close();
  };
}

function openStream(announce: (message: Message) => void): () => void {
  const source = new EventSource(EVENTS);
  source.addEventListener("open", () => announce({ kind: "open" }));
  source.addEventListener("error", () => announce({ kind: "lost" }));
  source.addEventListener("hint", ({ data }: MessageEvent<string>) =>
    announce({ kind: "hint", hint: Hint.parse(JSON.parse(data)) }),
  );
  return () => source.close();
}

function ignoreAbort(error: unknown): void {
  if (!(error instanceof DOMException && error.name === "AbortError")) throw error;
}
