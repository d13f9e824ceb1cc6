"use client";
import { useAccess, useRefusal } from "@/app/_live/access.tsx";
import { Ago } from "@/app/_live/times.tsx";
import { useApi } from "@/app/_live/use-api.ts";
import { Empty, Failure, SkeletonRows } from "@/app/_ui/notices.tsx";
import { PageHeader } from "@/app/_ui/page-header.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import { queuesText, ROLE_WORDS } from "@/app/_ui/roles.ts";
import { ValidityBadge } from "@/app/_ui/states.tsx";
import type { User } from "@/lib/api/users.ts";
import { TokenTable } from "../../account/_tokens/token-table.tsx";
import { ChangeGrants } from "./change-grants.tsx";
import { ResetPassword } from "./reset-password.tsx";
import { UserActions } from "./user-actions.tsx";

export function UserView({ name }: { name: string }) {
  const refusal = useRefusal("users:change");
  const access = useAccess();
  const { data: user, error } = useApi("getUser", refusal === null ? { params: { name } } : null);
  const { data: tokens } = useApi(
    "listTokens",
    refusal === null ? { query: { all: "true" } } : null,
  );
  if (refusal !== null || !user)
    return (
      <>
        <PageHeader title={name} tab={`User ${name}`} />
        <Panel label={name}>
          {refusal !== null ? (
            <Empty title="You may not see this account">{refusal}</Empty>
          ) : error ? (
            <div className="p-4">
              <Failure title="The account cannot be read">{error.message}</Failure>
            </div>
          ) : (
            <SkeletonRows rows={4} />
          )}
        </Panel>
      </>
    );
  const isSelf = access?.actor === name;
  const own = tokens?.items.filter(({ owner }) => owner === name);
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-x-3">
            {name}
            <span className="text-base">
              <ValidityBadge state={user.isDisabled ? "disabled" : "active"} />
            </span>
          </span>
        }
        tab={`User ${name}`}
        about={<Sentence user={user} isSelf={isSelf} />}
        actions={<UserActions user={user} isSelf={isSelf} />}
      />
      <div className="flex flex-col gap-4">
        <ChangeGrants key={`${user.role} ${JSON.stringify(user.queues)}`} user={user} />
        {!isSelf && <ResetPassword user={user} />}
        <Panel title="API tokens">
          {!own ? (
            <SkeletonRows rows={2} />
          ) : own.length === 0 ? (
            <Empty title={`${name} has made no API token`} />
          ) : (
            <TokenTable tokens={own} caption={`API tokens of ${name}`} />
          )}
        </Panel>
      </div>
    </>
  );
}

function Sentence({ user, isSelf }: { user: User; isSelf: boolean }) {
  const { role, queues, signedInAt, createdAt, createdBy, isDisabled } = user;
  return (
    <>
      {isSelf && "This is you. "}
      {ROLE_WORDS[role].word}
      {role !== "viewer" && `, for ${queuesText(queues)}`}. Added <Ago at={createdAt} /> by{" "}
      {createdBy},{" "}
      {signedInAt === null ? (
        "has never signed in"
      ) : (
        <>
          signed in <Ago at={signedInAt} />
        </>
      )}
      .{isDisabled && " May not sign in, and no API token works."}
    </>
  );
}
