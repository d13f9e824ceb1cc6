import { sessionIdOf } from "@/app/_server/authenticate.ts";
import { checkOrigin } from "@/app/_server/defences.ts";
import { responseHeaders } from "@/app/_server/problem-response.ts";
import { answering } from "@/app/_server/route.ts";
import { sessionCookie } from "@/app/_server/sign-in.ts";

export const dynamic = "force-dynamic";

export function POST(request: Request): Promise<Response> {
  return answering(request, async (requestId, { sessions }) => {
    checkOrigin(request, null);
    const id = sessionIdOf(request.headers.get("cookie"));
    if (id !== null) await sessions.end(id);
    return Response.json(
      {},
      { headers: { ...responseHeaders(requestId), "set-cookie": sessionCookie(request, null) } },
    );
  });
}
