import { parseCron } from "./grammar.ts";

/** Where Vixie cron reads the two day fields otherwise: for it, one that begins with a star does not restrict. */
export function starNotes(expression: string): string[] {
  const { dayOfMonth, dayOfWeek, needsBothDays } = parseCron(expression);
  const isStarred = (text: string) => text.startsWith("*") && text !== "*";
  const starred = [dayOfMonth, dayOfWeek].filter(({ text }) => isStarred(text));
  if (needsBothDays || dayOfMonth.isFree || dayOfWeek.isFree) return [];
  return starred.map(
    ({ text }) =>
      `${text} restricts the days as any list does: a day runs when either day field matches. Vixie cron asks for both here; + before the day of week does the same.`,
  );
}
