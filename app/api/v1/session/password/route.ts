import { changeOwnPassword } from "@/app/_server/own-password.ts";
import { sessionCookie } from "@/app/_server/cookies.ts";
import { addressOf } from "@/app/_server/peer.ts";
import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const POST = route(
  "changePassword",
  async ({ caller, body, request, headers }, _, shared) => {
    const { actor, id } = await changeOwnPassword(caller, body, addressOf(request), shared);
    headers.append("set-cookie", sessionCookie(request.headers, id));
    return { actor };
  },
);
