import { userAnswer, usersAnswer } from "@/app/_server/account-answers.ts";
import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const GET = route("listUsers", (_input, _, shared) => usersAnswer(shared, Date.now()));

export const POST = route("createUser", async ({ body, by }, _, { accounts }) =>
  userAnswer(await accounts.add(body, by, Date.now())),
);
