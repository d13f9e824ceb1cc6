"use client";
import { Ago } from "@/app/_live/times.tsx";
import { classNames } from "@/app/_ui/class-names.ts";
import { plural } from "@/app/_ui/numbers.ts";
import { WebhookStateBadge } from "@/app/_ui/states.tsx";
import type { AlertDelivery, AlertWebhook } from "@/lib/api/alerts.ts";
import { outcomeText, remedyOf } from "./webhook-words.ts";

/** How telling an address goes. */
export function Delivery({ webhook: { isEnabled, delivery } }: { webhook: AlertWebhook }) {
  const state = isEnabled ? delivery.state : "off";
  return (
    <>
      <WebhookStateBadge state={state} />
      <span
        className={classNames(
          "text-sm text-ink-3",
          state === "failing" ? "block" : "max-sm:ml-2 sm:block",
        )}
      >
        {isEnabled ? <Standing delivery={delivery} /> : "told nothing"}
      </span>
    </>
  );
}

function Standing({ delivery: { state, at, status, error, failures, nextTryAt } }: StandingProps) {
  if (state === "waiting") return "for the first alert";
  if (state === "delivered") return at !== null && <Ago at={at} />;
  return (
    <>
      <span className="text-failed [overflow-wrap:anywhere]">{outcomeText(status, error)}</span>{" "}
      {plural(failures, "try", "tries")},{" "}
      {nextTryAt === null ? (
        "and nothing left to tell"
      ) : (
        <>
          next <Ago at={nextTryAt} />
        </>
      )}
      .{status !== null && ` ${remedyOf(status)}`}
    </>
  );
}

interface StandingProps {
  delivery: AlertDelivery;
}
