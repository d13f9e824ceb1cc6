"use client";
import { signOutHere } from "@/app/_live/door.ts";
import { At } from "@/app/_live/times.tsx";
import { useAction, useApi } from "@/app/_live/use-api.ts";
import { Confirm } from "@/app/_ui/confirm.tsx";
import { Fact, Facts } from "@/app/_ui/facts.tsx";
import { Empty, Failure, SkeletonRows } from "@/app/_ui/notices.tsx";
import { PageHeader } from "@/app/_ui/page-header.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import { queuesText, ROLE_WORDS } from "@/app/_ui/roles.ts";
import type { WhoAmI } from "@/lib/api/session.ts";
import { TokenPanel } from "./_tokens/token-panel.tsx";
import { ChangeOwnPassword } from "./change-own-password.tsx";
import { PermissionList } from "./permission-list.tsx";

export function AccountView() {
  const { data: me, error } = useApi("getSession");
  return (
    <>
      <PageHeader
        title={me ? me.actor : "Your account"}
        tab="Your account"
        about={me && sentenceOf(me)}
        actions={me && <SignOutEverywhere />}
      />
      {!me && (
        <Panel label="Your account">
          {error ? (
            <div className="p-4">
              <Failure title="Your account cannot be read">{error.message}</Failure>
            </div>
          ) : (
            <SkeletonRows rows={4} />
          )}
        </Panel>
      )}
      {me && (
        <div className="flex flex-col gap-4">
          <Panel title="What you may do">
            <Facts>
              <Fact name="Role">{ROLE_WORDS[me.role].word}</Fact>
              <Fact name="Queues you may change">
                {me.role === "viewer" ? "none" : queuesText(me.queues)}
              </Fact>
              {me.endsAt !== null && (
                <Fact name="You are signed in until, at most">
                  <At at={me.endsAt} />
                </Fact>
              )}
            </Facts>
            <PermissionList access={me} />
          </Panel>
          <TokenPanel access={me} />
          <Panel title="Password">
            {me.hasPassword && me.account !== null ? (
              <ChangeOwnPassword name={me.account} />
            ) : (
              <Empty title="You have no password here">{whereItIs(me)}</Empty>
            )}
          </Panel>
        </div>
      )}
    </>
  );
}

function whereItIs({ account, provider }: WhoAmI): string {
  if (provider !== null)
    return `You sign in with ${provider}: your password is changed there, and your role comes from there, anew each time you sign in.`;
  return account === null
    ? "You came by the sign-in link or by the admin token. An account of your own has one."
    : "An admin can give your account one.";
}

function sentenceOf({ role, account, provider }: WhoAmI): string {
  const here =
    account === null ? "You hold this installation, without an account" : "You are signed in";
  const who = provider === null ? here : `You have signed in with ${provider}`;
  return `${who}. As ${role === "viewer" ? "a" : "an"} ${role} you ${ROLE_WORDS[role].may}.`;
}

function SignOutEverywhere() {
  const action = useAction("signOutEverywhere");
  return (
    <Confirm
      trigger="Sign out everywhere"
      triggerLook="quiet"
      title="Sign out everywhere?"
      action="Sign out everywhere"
      keep="Stay signed in"
      onConfirm={() =>
        signOutHere(
          async () =>
            (await action.run(
              {},
              { done: "You are signed out everywhere.", failed: "You are not signed out" },
            )) !== undefined,
        )
      }
    >
      <p>
        Every browser you have signed in with is signed out, this one too. Your API tokens go on
        working: revoke those one by one.
      </p>
    </Confirm>
  );
}
