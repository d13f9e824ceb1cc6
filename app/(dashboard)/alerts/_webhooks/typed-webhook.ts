import { AlertKind, type AlertWebhook, type ChangeAlertWebhook } from "@/lib/api/alerts.ts";

/** A webhook as it is typed. */
export interface TypedWebhook {
  name: string;
  url: string;
  which: "all" | "some";
  kinds: AlertKind[];
}

export const BLANK: TypedWebhook = { name: "", url: "", which: "all", kinds: AlertKind.options };

/** Its address is known to nobody any more, so none stands there. */
export const typedWebhook = ({ name, kinds }: AlertWebhook): TypedWebhook => ({
  name,
  url: "",
  which: kinds === null ? "all" : "some",
  kinds: kinds ?? AlertKind.options,
});

export const kindsOf = ({ which, kinds }: TypedWebhook): AlertKind[] | null =>
  which === "all" ? null : AlertKind.options.filter((kind) => kinds.includes(kind));

/** What differs from what is there: what somebody else changes meanwhile stays. Null for nothing. */
export function changeOf(webhook: AlertWebhook, typed: TypedWebhook): ChangeAlertWebhook | null {
  const name = typed.name.trim();
  const url = typed.url.trim();
  const kinds = kindsOf(typed);
  const isOfOthers = JSON.stringify(kinds) !== JSON.stringify(kindsOf(typedWebhook(webhook)));
  const change = {
    ...(name !== webhook.name && { name }),
    ...(url !== "" && { url }),
    ...(isOfOthers && { kinds }),
  };
  return Object.keys(change).length === 0 ? null : change;
}
