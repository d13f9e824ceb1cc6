"use client";
import { useRouter } from "next/navigation";
import { useAction } from "@/app/_live/use-api.ts";
import { Button } from "@/app/_ui/button.tsx";
import { Confirm } from "@/app/_ui/confirm.tsx";
import type { User } from "@/lib/api/users.ts";

const failed = "The account was not changed";

/** Who manages accounts is on this page, and nobody else. */
export function UserActions({ user, isSelf }: { user: User; isSelf: boolean }) {
  const { name, isDisabled } = user;
  const router = useRouter();
  const changing = useAction("changeUser");
  const signingOut = useAction("signOutUser");
  const removing = useAction("removeUser");
  const params = { name };
  const self = isSelf && <p className="font-semibold text-failed">This is your own account.</p>;
  return (
    <>
      <Button
        disabled={signingOut.isBusy}
        onClick={() =>
          void signingOut.run({ params }, { done: `All sessions of ${name} have ended.`, failed })
        }
      >
        Sign out everywhere
      </Button>
      {isDisabled ? (
        <Button
          disabled={changing.isBusy}
          onClick={() =>
            void changing.run(
              { params, body: { isDisabled: false } },
              { done: `${name} may sign in again.`, failed },
            )
          }
        >
          Enable
        </Button>
      ) : (
        <Confirm
          trigger="Disable"
          triggerLook="quiet"
          title={`Disable the account ${name}?`}
          action="Disable the account"
          keep="Leave it enabled"
          onConfirm={async () =>
            (await changing.run(
              { params, body: { isDisabled: true } },
              { done: `${name} may not sign in any more.`, failed },
            )) !== undefined
          }
        >
          {self}
          <p>
            All sessions end, and no API token of theirs works, until the account is enabled again.
            What they have created stays and runs.
          </p>
        </Confirm>
      )}
      <Confirm
        trigger="Remove"
        title={`Remove the account ${name}?`}
        action="Remove the account"
        onConfirm={async () => {
          const removed = await removing.run(
            { params },
            { done: `The account ${name} is removed.`, failed: "The account was not removed" },
          );
          if (removed) router.push("/users");
          return removed !== undefined;
        }}
      >
        {self}
        <p>
          This cannot be taken back. All sessions end and all API tokens of theirs are revoked. What
          they have created stays and runs, and records keep their name.
        </p>
        <p>To keep somebody out for a while, disable the account instead.</p>
      </Confirm>
    </>
  );
}
