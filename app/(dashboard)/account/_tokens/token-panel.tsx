"use client";
import { useApi } from "@/app/_live/use-api.ts";
import { Empty, Failure, SkeletonRows } from "@/app/_ui/notices.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import type { Access } from "@/lib/api/permissions.ts";
import { NewToken } from "./new-token.tsx";
import { TokenTable } from "./token-table.tsx";

/** One's own API tokens. */
export function TokenPanel({ access }: { access: Access }) {
  const { data, error } = useApi("listTokens");
  return (
    <Panel title="API tokens" aside={<NewToken access={access} />}>
      {error && !data && (
        <div className="p-4">
          <Failure title="Your API tokens cannot be read">{error.message}</Failure>
        </div>
      )}
      {!data && !error && <SkeletonRows rows={2} />}
      {data?.items.length === 0 && (
        <Empty title="You have made no API token">
          A program that calls the API sends one with each request. It never does more than you may.
        </Empty>
      )}
      {data && data.items.length > 0 && <TokenTable tokens={data.items} caption="API tokens" />}
    </Panel>
  );
}
