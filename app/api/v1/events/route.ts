import type { Caller } from "@/app/_server/authenticate.ts";
import { mergeHints, subscribe } from "@/app/_server/events.ts";
import { answering, callerWho } from "@/app/_server/route.ts";
import { openStreams } from "@/app/_server/streams.ts";
import type { Hint } from "@/lib/jobs/hint.ts";
import { CarillonError } from "@/lib/errors.ts";

export const dynamic = "force-dynamic";

const MOST_STREAMS = 200;
/** A browser has one for all its tabs. */
const MOST_OF_ONE = 30;
const GATE_MS = 100;
const HEARTBEAT_MS = 15_000;
const RECHECK_MS = 30_000;
/** A reader that leaves so many messages unread is too slow to be told anything. */
const MOST_UNREAD = 100;

export function GET(request: Request): Promise<Response> {
  return answering(request, async (requestId) => {
    const caller = await callerWho(request, "read");
    checkRoom(caller);
    return new Response(hintStream(request, caller), {
      headers: {
        "content-type": "text/event-stream",
        "cache-control": "no-cache, no-transform",
        "x-accel-buffering": "no",
        "x-request-id": requestId,
      },
    });
  });
}

/** @throws CarillonError too_many_requests */
function checkRoom({ subject }: Caller): void {
  const streams = [...openStreams()];
  const own = streams.filter((stream) => stream.subject === subject).length;
  if (streams.length >= MOST_STREAMS || own >= MOST_OF_ONE)
    throw new CarillonError(
      "too_many_requests",
      `More than ${own >= MOST_OF_ONE ? `${MOST_OF_ONE} of your` : MOST_STREAMS} event streams are open.`,
    );
}

/** The first hint goes at once; what comes while the gate is closed goes together, one message a queue. */
function hintStream(request: Request, { subject, session }: Caller): ReadableStream<Uint8Array> {
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
        const recheck = setInterval(
          () => void callerWho(request, "read", { isUse: false }).catch(() => close()),
          RECHECK_MS,
        );
        let isOpen = true;
        close = () => {
          if (!isOpen) return;
          isOpen = false;
          unsubscribe();
          clearInterval(heartbeat);
          clearInterval(recheck);
          if (gate) clearTimeout(gate);
          openStreams().delete(stream);
          controller.close();
        };
        const stream = { subject, sessionId: session?.id ?? null, close };
        openStreams().add(stream);
        request.signal.addEventListener("abort", () => close());
        send("retry: 2000\n: connected\n\n");
      },
      cancel: () => close(),
    },
    { highWaterMark: MOST_UNREAD },
  );
}
