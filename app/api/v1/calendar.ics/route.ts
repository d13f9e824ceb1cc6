import { createHash } from "node:crypto";
import { feedOf } from "@/app/_server/calendar-feeds.ts";
import { responseHeaders } from "@/app/_server/problem-response.ts";
import { answering } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

/** For calendar programs, which can send no header and hold no session: the token in the address is all they have. */
export function GET(request: Request): Promise<Response> {
  return answering(request, async (requestId, { service }) => {
    const feed = await feedOf(new URL(request.url).searchParams.get("token"));
    const { name, queue, schedule, timeZone } = feed;
    const text = await service.getCalendar({
      name,
      timeZone,
      origin: originOf(request),
      ...(queue !== null && { queue }),
      ...(schedule !== null && { schedule }),
    });
    const etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 27)}"`;
    const headers = {
      ...responseHeaders(requestId),
      "cache-control": "private, no-cache",
      etag,
    };
    if (isKnown(request.headers.get("if-none-match"), etag))
      return new Response(null, { status: 304, headers });
    return new Response(text, {
      headers: {
        ...headers,
        "content-type": "text/calendar; charset=utf-8",
        "content-disposition": 'inline; filename="carillon.ics"',
      },
    });
  });
}

const isKnown = (header: string | null, etag: string) =>
  (header ?? "")
    .split(",")
    .map((each) => each.trim().replace(/^W\//, ""))
    .some((each) => each === etag || each === "*");

/** By the name the program has asked for, also behind a proxy that speaks TLS. */
function originOf(request: Request): string {
  const own = new URL(request.url);
  const isSecure =
    own.protocol === "https:" || request.headers.get("x-forwarded-proto") === "https";
  const asked = `${isSecure ? "https" : "http"}://${request.headers.get("host")}`;
  return URL.canParse(asked) ? new URL(asked).origin : own.origin;
}
