import { ALERT_KINDS } from "@/app/_ui/alert-kinds.ts";
import { sentenceOf } from "@/app/_ui/sentences.ts";
import { AlertKind } from "@/lib/api/alerts.ts";

const wordsOf = (kinds: AlertKind[]) => kinds.map((kind) => ALERT_KINDS[kind].word).join(", ");

/** "Every alert", "Worker lost, Job failed", "All but: Queue paused". */
export function kindsText(kinds: AlertKind[] | null): string {
  if (kinds === null) return "Every alert";
  const others = AlertKind.options.filter((kind) => !kinds.includes(kind));
  return others.length > 0 && others.length < kinds.length
    ? `All but: ${wordsOf(others)}`
    : wordsOf(kinds) || "Nothing";
}

/** What became of a try: "Answered 500.", "Connect ECONNREFUSED 10.0.0.7:443." */
export const outcomeText = (status: number | null, error: string | null) =>
  sentenceOf(status === null ? (error ?? "no answer came") : `answered ${status}`);

/** What to do when an address answers so. */
export function remedyOf(status: number): string {
  if (status >= 500) return "The receiver is in trouble: look into its own log.";
  if (status === 429) return "The receiver gets more than it takes.";
  if ([401, 403, 404, 410].includes(status))
    return "The address is wrong or was revoked: give it another one by Edit.";
  if (status >= 400) return "The receiver does not take what is sent: look what it asks for.";
  return "Redirects are not followed: give it the address that it leads to by Edit.";
}
