import { Preload } from "@/app/_live/preload.tsx";
import { tokensAnswer, whoAmI } from "@/app/_server/account-answers.ts";
import { backend } from "@/app/_server/backend.ts";
import { preloaded, want } from "@/app/_server/preloaded.ts";
import { requireCaller } from "@/app/_server/session.ts";
import { AccountView } from "./account-view.tsx";

export default async function AccountPage() {
  const caller = await requireCaller();
  const { answers } = await preloaded(
    caller === null
      ? []
      : [
          want("getSession", {}, () => whoAmI(caller, backend())),
          want("listTokens", {}, () => tokensAnswer(caller, false, backend(), Date.now())),
        ],
  );
  return (
    <Preload answers={answers}>
      <AccountView />
    </Preload>
  );
}
