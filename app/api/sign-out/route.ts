import { callerOfSession } from "@/app/_server/authenticate.ts";
import { sessionCookie } from "@/app/_server/cookies.ts";
import { route } from "@/app/_server/route.ts";
import { closeStreams } from "@/app/_server/streams.ts";

export const dynamic = "force-dynamic";

export const POST = route("signOut", async ({ request, headers, trail }, _, shared) => {
  const caller = await callerOfSession(request.headers, shared);
  trail.caller = caller;
  const id = caller?.session?.id;
  if (id !== undefined) {
    await shared.sessions.end(id);
    closeStreams(({ sessionId }) => sessionId === id);
  }
  headers.append("set-cookie", sessionCookie(request.headers, null));
  return {};
});
