import { Check, X } from "lucide-react";
import { classNames } from "@/app/_ui/class-names.ts";
import { durationText } from "@/app/_ui/durations.ts";
import type { AlertWebhookTested } from "@/lib/api/alerts.ts";
import { outcomeText, remedyOf } from "./webhook-words.ts";

/** What became of the test that was just sent. */
export function TestOutcome({ tested }: { tested: AlertWebhookTested }) {
  const { isDelivered, status, error, tookMs } = tested;
  const Icon = isDelivered ? Check : X;
  return (
    <p className="flex items-start gap-1.5 text-sm text-ink-2 [overflow-wrap:anywhere]">
      <Icon
        aria-hidden
        size={14}
        strokeWidth={2.2}
        className={classNames("mt-0.5 shrink-0", isDelivered ? "text-succeeded" : "text-failed")}
      />
      <span>
        <span className={classNames("font-medium", isDelivered ? "text-succeeded" : "text-failed")}>
          {isDelivered ? "Test delivered" : "Test not delivered"}
        </span>
        , after {durationText(tookMs)}. {outcomeText(status, error)}
        {!isDelivered && status !== null && ` ${remedyOf(status)}`}
      </span>
    </p>
  );
}
