import { sessionCookie, sessionIdOf } from "@/app/_server/cookies.ts";
import { addressOf } from "@/app/_server/peer.ts";
import { route } from "@/app/_server/route.ts";
import { signIn } from "@/app/_server/sign-in.ts";

export const dynamic = "force-dynamic";

export const POST = route("signIn", async ({ body, request, headers, trail }, _, shared) => {
  // Whatever is typed into a field for names is not written down: it may be a password.
  trail.target = "an account that is not known";
  if (!("name" in body)) trail.target = "owner";
  else if (await shared.users.find(body.name)) trail.target = `users ${body.name}`;
  const { actor, id } = await signIn(body, addressOf(request), shared);
  trail.actor = actor;
  const before = sessionIdOf(request.headers);
  if (before !== null) await shared.sessions.end(before);
  headers.append("set-cookie", sessionCookie(request.headers, id));
  return { actor };
});
