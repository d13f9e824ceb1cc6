import { mergeHints, subscribe } from "@/app/_server/events.ts";
import { answering, callerOf } from "@/app/_server/route.ts";
import { openStreams } from "@/app/_server/streams.ts";
import type { Hint } from "@/lib/jobs/hint.ts";
import { CarillonError } from "@/lib/errors.ts";

export const dynamic = "force-dynamic";

const MOST_STREAMS = 200;
const GATE_MS = 100;
const HEARTBEAT_MS = 15_000;
const RECHECK_MS = 30_000;
/** A reader that leaves so many messages unread is too slow to be told anything. */
const MOST_UNREAD = 100;

export function GET(request: Request): Promise<Response> {
  return answering(request, async (requestId) => {
    await callerOf(request);
    if (openStreams().size >= MOST_STREAMS)
      throw new CarillonError(
        "too_many_requests",
        `More than ${MOST_STREAMS} event streams are open.`,
      );
    return new Response(hintStream(request), {
      headers: {
        "content-type": "text/event-stream",
        "cache-control": "no-cache, no-transform",
        "x-accel-buffering": "no",
        "x-request-id": requestId,
      },
    });
  });
}

/** The first hint goes at once; what comes while the gate is closed goes together, one message a queue. */
function hintStream(request: Request): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const waiting = new Map<string, { id: string; hint: Hint }>();
  let gate: NodeJS.Timeout | null = null;
  let close: () => void = () => undefined;

  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const send = (text: string) => {
          if ((controller.desiredSize ?? 0) <= 0) close();
          else controller.enqueue(encoder.encode(text));
        };
        const flush = () => {
          gate = null;
          if (waiting.size === 0) return;
          for (const { id, hint } of waiting.values())
            send(`id: ${id}\nevent: hint\ndata: ${JSON.stringify(hint)}\n\n`);
          waiting.clear();
          gate = setTimeout(flush, GATE_MS);
        };
        const unsubscribe = subscribe((id, hint) => {
          const before = waiting.get(hint.queue);
          waiting.set(hint.queue, { id, hint: before ? mergeHints(before.hint, hint) : hint });
          if (!gate) flush();
        });
        const heartbeat = setInterval(() => send(": still here\n\n"), HEARTBEAT_MS);
        const recheck = setInterval(() => void callerOf(request).catch(() => close()), RECHECK_MS);
        let isOpen = true;
        close = () => {
          if (!isOpen) return;
          isOpen = false;
          unsubscribe();
          clearInterval(heartbeat);
          clearInterval(recheck);
          if (gate) clearTimeout(gate);
          openStreams().delete(close);
          controller.close();
        };
        openStreams().add(close);
        request.signal.addEventListener("abort", () => close());
        send("retry: 2000\n: connected\n\n");
      },
      cancel: () => close(),
    },
    { highWaterMark: MOST_UNREAD },
  );
}
