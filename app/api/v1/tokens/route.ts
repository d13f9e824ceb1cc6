import { tokenAnswer, tokensAnswer } from "@/app/_server/account-answers.ts";
import { newToken } from "@/app/_server/new-token.ts";
import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const GET = route("listTokens", ({ query, caller }, _, shared) =>
  tokensAnswer(caller, query.all === "true", shared, Date.now()),
);

export const POST = route("createToken", async ({ body, caller, trail }, _, shared) => {
  const nowMs = Date.now();
  const { token, secret } = await shared.tokens.make(
    await newToken(caller, body, shared, nowMs),
    nowMs,
  );
  // What it answers is a secret by its names, and is not written down.
  trail.target = `tokens ${token.id}`;
  return { token: tokenAnswer(token), secret };
});
