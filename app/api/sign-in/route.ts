import { checkOrigin, readJson } from "@/app/_server/defences.ts";
import { responseHeaders } from "@/app/_server/problem-response.ts";
import { answering, parse } from "@/app/_server/route.ts";
import { sessionCookie, signIn } from "@/app/_server/sign-in.ts";
import { SignIn } from "@/lib/api/session.ts";

export const dynamic = "force-dynamic";

export function POST(request: Request): Promise<Response> {
  return answering(request, async (requestId, shared) => {
    checkOrigin(request, null);
    const { token } = parse(SignIn, await readJson(request), "invalid_fields");
    const { actor, id } = await signIn(token, shared);
    return Response.json(
      { actor },
      { headers: { ...responseHeaders(requestId), "set-cookie": sessionCookie(request, id) } },
    );
  });
}
