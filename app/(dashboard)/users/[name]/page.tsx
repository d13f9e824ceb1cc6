import { notFound } from "next/navigation";
import { Preload } from "@/app/_live/preload.tsx";
import { tokensAnswer, userAnswer } from "@/app/_server/account-answers.ts";
import { backend } from "@/app/_server/backend.ts";
import { preloaded, want } from "@/app/_server/preloaded.ts";
import { requireCaller } from "@/app/_server/session.ts";
import { UserName } from "@/lib/jobs/names.ts";
import { UserView } from "./user-view.tsx";

export default async function UserPage({ params }: { params: Promise<{ name: string }> }) {
  const name = UserName.safeParse(decodeURIComponent((await params).name)).data;
  if (name === undefined) notFound();
  const caller = await requireCaller();
  const { answers, isMissing } = await preloaded(
    caller === null
      ? []
      : [
          want("getUser", { params: { name } }, async () =>
            userAnswer(await backend().accounts.get(name)),
          ),
          want("listTokens", { query: { all: "true" } }, () =>
            tokensAnswer(caller, true, backend(), Date.now()),
          ),
        ],
    "users:change",
  );
  if (isMissing) notFound();
  return (
    <Preload answers={answers}>
      <UserView name={name} />
    </Preload>
  );
}
