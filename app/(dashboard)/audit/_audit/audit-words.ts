/** `pauseQueue` is "pause queue". */
export const actionWords = (action: string) =>
  action.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** Kinds of targets that have a page, by the first word of a target. */
const PAGES = new Set(["jobs", "schedules", "queues", "operations", "users", "batches"]);

/** Where a target such as `jobs mail~01…` is looked at; null when it has no page. */
export function targetHref(target: string): string | null {
  const [kind = "", id] = target.split(" ", 2);
  if (kind === "alert-webhooks") return "/alerts";
  return id !== undefined && PAGES.has(kind) ? `/${kind}/${encodeURIComponent(id)}` : null;
}
