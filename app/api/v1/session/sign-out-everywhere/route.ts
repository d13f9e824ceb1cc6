import { sessionCookie } from "@/app/_server/cookies.ts";
import { route } from "@/app/_server/route.ts";
import { closeStreams } from "@/app/_server/streams.ts";

export const dynamic = "force-dynamic";

export const POST = route(
  "signOutEverywhere",
  async ({ caller: { subject, via }, request, headers }, _, { sessions }) => {
    await sessions.endAll(subject);
    closeStreams((stream) => stream.subject === subject && stream.sessionId !== null);
    if (via === "session") headers.append("set-cookie", sessionCookie(request.headers, null));
    return {};
  },
);
