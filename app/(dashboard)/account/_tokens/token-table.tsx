"use client";
import { useNow } from "@/app/_live/clock.tsx";
import { Ago } from "@/app/_live/times.tsx";
import { useAction } from "@/app/_live/use-api.ts";
import { Confirm } from "@/app/_ui/confirm.tsx";
import { ROLE_WORDS } from "@/app/_ui/roles.ts";
import { ValidityBadge } from "@/app/_ui/states.tsx";
import { Body, Head, Row, Table, Td, Th } from "@/app/_ui/table.tsx";
import type { ApiToken } from "@/lib/api/tokens.ts";

export function TokenTable({ tokens, caption }: { tokens: ApiToken[]; caption: string }) {
  return (
    <Table caption={caption}>
      <Head>
        <Th>State</Th>
        <Th>For</Th>
        <Th>May</Th>
        <Th numeric>Used</Th>
        <Th numeric>Expires</Th>
        <Th>
          <span className="sr-only">Actions</span>
        </Th>
      </Head>
      <Body>
        {tokens.map((token) => (
          <TokenRow key={token.id} token={token} />
        ))}
      </Body>
    </Table>
  );
}

function TokenRow({ token }: { token: ApiToken }) {
  const { id, name, usedAt, expiresAt } = token;
  const isOver = Date.parse(expiresAt) <= useNow();
  return (
    <Row>
      <Td>
        <ValidityBadge state={isOver ? "expired" : "active"} />
      </Td>
      <Td className="max-w-60 truncate font-medium" title={`${name} (${id})`}>
        {name}
      </Td>
      <Td
        className="w-full max-w-0 truncate text-ink-3 max-sm:order-4 max-sm:max-w-full"
        title={rightsOf(token)}
      >
        {rightsOf(token)}
      </Td>
      <Td numeric className="text-ink-3">
        <span className="sm:hidden">used </span>
        {usedAt === null ? "never" : <Ago at={usedAt} />}
      </Td>
      <Td numeric className="text-ink-3">
        <span className="sm:hidden">{isOver ? "expired " : "expires "}</span>
        <Ago at={expiresAt} />
      </Td>
      <Td className="max-sm:ml-auto">
        <Revoke token={token} />
      </Td>
    </Row>
  );
}

/** "Operator, mail and net, jobs:create". */
function rightsOf({ role, queues, scopes }: ApiToken): string {
  return [
    ROLE_WORDS[role].word,
    ...(role === "viewer" ? [] : [queues === "*" ? "every queue" : queues.join(" ") || "no queue"]),
    ...(scopes ?? []),
  ].join(", ");
}

function Revoke({ token: { id, name, owner } }: { token: ApiToken }) {
  const action = useAction("revokeToken");
  return (
    <Confirm
      trigger={
        <>
          Revoke<span className="sr-only"> the token {name}</span>
        </>
      }
      triggerLook="bare"
      title={`Revoke the API token ${name}?`}
      action="Revoke the token"
      onConfirm={async () =>
        (await action.run(
          { params: { id } },
          { done: `The API token ${name} is revoked.`, failed: "The token was not revoked" },
        )) !== undefined
      }
    >
      <p>
        Whatever sends it is refused from now on. This cannot be taken back; {owner} can make
        another one.
      </p>
    </Confirm>
  );
}
