import { Preload } from "@/app/_live/preload.tsx";
import { usersAnswer } from "@/app/_server/account-answers.ts";
import { backend } from "@/app/_server/backend.ts";
import { preloaded, want } from "@/app/_server/preloaded.ts";
import { UserList } from "./_list/user-list.tsx";

export default async function UsersPage() {
  const { answers } = await preloaded(
    [want("listUsers", {}, () => usersAnswer(backend(), Date.now()))],
    "users:change",
  );
  return (
    <Preload answers={answers}>
      <UserList provider={backend().config.oidc?.name ?? null} />
    </Preload>
  );
}
