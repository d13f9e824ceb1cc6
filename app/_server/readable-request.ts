import type { IncomingMessage } from "node:http";
import { parseAndValidateFlightRouterState } from "next/dist/server/app-render/parse-and-validate-flight-router-state.js";

/** What a browser says it shows already, so that the rest alone is sent. */
const STATE_HEADER = "next-router-state-tree";

/** Takes from a request what Next answers 500 to: a path that it cannot decode, and a state of a browser that is none. */
export function makeReadable(request: Pick<IncomingMessage, "url" | "headers">): void {
  request.url = readablePath(request.url ?? "/");
  if (!isState(request.headers[STATE_HEADER])) delete request.headers[STATE_HEADER];
}

/** What is no escape in a path is taken for the characters it is written with. */
function readablePath(url: string): string {
  const [, path = "", search = ""] = /^([^?#]*)(.*)$/s.exec(url) ?? [];
  if (isDone(() => decodeURIComponent(path))) return url;
  const escaped = path.replaceAll(/%(?![0-9a-f]{2})/gi, "%25");
  const isEnough = isDone(() => decodeURIComponent(escaped));
  return `${isEnough ? escaped : path.replaceAll("%", "%25")}${search}`;
}

/** By Next's own judgement, which is none of its public parts: a test of pages asks with states of every kind. */
const isState = (header: string | string[] | undefined) =>
  isDone(() => parseAndValidateFlightRouterState(header));

function isDone(run: () => unknown): boolean {
  try {
    run();
    return true;
  } catch {
    return false;
  }
}
