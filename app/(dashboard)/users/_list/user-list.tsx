"use client";
import Link from "next/link";
import { useRefusal } from "@/app/_live/access.tsx";
import { Ago } from "@/app/_live/times.tsx";
import { useApi } from "@/app/_live/use-api.ts";
import { Mono } from "@/app/_ui/code.tsx";
import { Empty, Failure, SkeletonRows } from "@/app/_ui/notices.tsx";
import { plural } from "@/app/_ui/numbers.ts";
import { PageHeader } from "@/app/_ui/page-header.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import { ROLE_WORDS } from "@/app/_ui/roles.ts";
import { ValidityBadge } from "@/app/_ui/states.tsx";
import { Body, Head, Row, Table, Td, Th } from "@/app/_ui/table.tsx";
import type { User } from "@/lib/api/users.ts";
import { AddUser } from "./add-user.tsx";

/** `provider`: with what people sign in who have no account here; null for nothing. */
export function UserList({ provider }: { provider: string | null }) {
  const refusal = useRefusal("users:change");
  const { data, error } = useApi("listUsers", refusal === null ? {} : null);
  return (
    <>
      <PageHeader title="Users" about={data && sentenceOf(data.items)} actions={<AddUser />} />
      <Panel label="Users">
        {refusal !== null && (
          <Empty title="You may not see who has an account">
            <p>{refusal}</p>
          </Empty>
        )}
        {error && !data && (
          <div className="p-4">
            <Failure title="The accounts cannot be read">{error.message}</Failure>
          </div>
        )}
        {refusal === null && !data && !error && <SkeletonRows rows={4} />}
        {data?.items.length === 0 && (
          <Empty title="Nobody has an account yet">
            <p>
              Until somebody has one, the sign-in link and the admin token are the only ways in, and
              both may do everything. Add people with a role that fits, here or in a terminal:
            </p>
            <Mono>npm run user -- add ana --role operator</Mono>
          </Empty>
        )}
        {data && data.items.length > 0 && (
          <Table caption="Users">
            <Head>
              <Th>State</Th>
              <Th>Name</Th>
              <Th>Role</Th>
              <Th>May change</Th>
              <Th numeric>Signed in</Th>
              <Th numeric className="sm:max-lg:hidden">
                Added
              </Th>
            </Head>
            <Body>
              {data.items.map((user) => (
                <UserRow key={user.name} user={user} />
              ))}
            </Body>
          </Table>
        )}
      </Panel>
      {refusal === null && provider !== null && (
        <p className="mt-3 text-sm text-ink-3">
          Who signs in with {provider} has no account and no password here, and is not on this list:
          their role comes from there, each time they sign in.
        </p>
      )}
    </>
  );
}

function UserRow({ user }: { user: User }) {
  const { name, role, queues, isDisabled, signedInAt, createdAt, createdBy } = user;
  return (
    <Row className="relative hover:bg-sunken">
      <Td>
        <ValidityBadge state={isDisabled ? "disabled" : "active"} />
      </Td>
      <Td>
        <Link href={`/users/${name}`} className="font-medium after:absolute after:inset-0">
          {name}
        </Link>
      </Td>
      <Td>{ROLE_WORDS[role].word}</Td>
      <Td className="w-full max-w-0 truncate text-ink-3 max-sm:order-4 max-sm:max-w-full">
        <span className="sm:hidden">may change </span>
        {role === "viewer"
          ? "nothing"
          : queues === "*"
            ? "every queue"
            : queues.join(", ") || "no queue"}
      </Td>
      <Td numeric className="text-ink-3 max-sm:order-3 max-sm:ml-auto">
        <span className="sm:hidden">signed in </span>
        {signedInAt === null ? "never" : <Ago at={signedInAt} />}
      </Td>
      <Td numeric className="text-ink-3 max-lg:hidden">
        <Ago at={createdAt} /> by {createdBy}
      </Td>
    </Row>
  );
}

function sentenceOf(users: User[]): string {
  const admins = users.filter(({ role, isDisabled }) => role === "admin" && !isDisabled).length;
  const disabled = users.filter(({ isDisabled }) => isDisabled).length;
  const counts = [plural(users.length, "account"), plural(admins, "admin")];
  return `${[...counts, ...(disabled > 0 ? [`${disabled} disabled`] : [])].join(", ")}.`;
}
