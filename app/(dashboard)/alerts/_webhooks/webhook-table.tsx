"use client";
import { useState } from "react";
import { Mono } from "@/app/_ui/code.tsx";
import { Body, Head, Row, Table, Td, Th } from "@/app/_ui/table.tsx";
import type { AlertWebhook, AlertWebhookTested } from "@/lib/api/alerts.ts";
import { Delivery } from "./delivery.tsx";
import { TestOutcome } from "./test-outcome.tsx";
import { WebhookVerbs } from "./webhook-verbs.tsx";
import { kindsText } from "./webhook-words.ts";

export const WebhookTable = ({ webhooks }: { webhooks: AlertWebhook[] }) => (
  <Table caption="Webhooks">
    <Head>
      <Th>Delivery</Th>
      <Th>Webhook</Th>
      <Th className="max-lg:hidden">Told of</Th>
      <Th>
        <span className="sr-only">Actions</span>
      </Th>
    </Head>
    <Body>
      {webhooks.map((webhook) => (
        <WebhookRow key={webhook.id} webhook={webhook} />
      ))}
    </Body>
  </Table>
);

function WebhookRow({ webhook }: { webhook: AlertWebhook }) {
  const [tested, setTested] = useState<AlertWebhookTested | null>(null);
  const { name, origin, kinds } = webhook;
  return (
    <>
      <Row className={tested === null ? undefined : "border-0"}>
        <Td className="w-[30%] min-w-44 py-2 whitespace-normal max-sm:w-full max-sm:py-0">
          <Delivery webhook={webhook} />
        </Td>
        <Td className="w-[40%] py-2 [overflow-wrap:anywhere] whitespace-normal max-sm:w-full max-sm:py-0">
          <span className="block font-medium">{name}</span>
          <Mono className="block text-ink-3">{origin}</Mono>
          <span className="block text-sm text-ink-2 lg:hidden">{kindsText(kinds)}</span>
        </Td>
        <Td className="w-[30%] py-2 whitespace-normal text-ink-2 max-lg:hidden">
          {kindsText(kinds)}
        </Td>
        <Td numeric className="py-1">
          <WebhookVerbs webhook={webhook} onTested={setTested} />
        </Td>
      </Row>
      {tested !== null && (
        <Row>
          <td colSpan={4} className="px-3.5 pb-2.5 max-sm:w-full max-sm:px-0">
            <TestOutcome tested={tested} />
          </td>
        </Row>
      )}
    </>
  );
}
