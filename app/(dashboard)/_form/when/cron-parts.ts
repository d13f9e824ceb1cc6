/** The cron expressions that can be put together without knowing any. */
export type CronParts =
  | { kind: "hour"; minute: number }
  /** On days of the week, 1 for Monday to 7 for Sunday. */
  | { kind: "week"; hour: number; minute: number; days: number[] }
  | { kind: "month"; hour: number; minute: number; day: string };

export const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
export const LAST_DAY = "L";

export function cronOf(parts: CronParts): string {
  switch (parts.kind) {
    case "hour":
      return `${parts.minute} * * * *`;
    case "week":
      return `${parts.minute} ${parts.hour} * * ${weekdaysText(parts.days)}`;
    case "month":
      return `${parts.minute} ${parts.hour} ${parts.day} * *`;
  }
}

/** What an expression is put together from; null for one that says more than that. */
export function partsOf(cron: string): CronParts | null {
  const match = /^(\d{1,2}) (\*|\d{1,2}) (\*|[1-9]|[12]\d|3[01]|L) \* (\*|[\d,-]+)$/.exec(
    cron.trim(),
  );
  if (!match) return null;
  const [minuteText, hourText, day, weekdays] = match.slice(1) as [string, string, string, string];
  const [minute, hour] = [Number(minuteText), Number(hourText)];
  const days = weekdays === "*" ? EVERY_DAY : daysOf(weekdays);
  const isInDay = minute < 60 && (hourText === "*" || hour < 24);
  if (!isInDay || days === null) return null;
  if (hourText === "*") return day === "*" && weekdays === "*" ? { kind: "hour", minute } : null;
  if (day === "*") return { kind: "week", hour, minute, days };
  return weekdays === "*" ? { kind: "month", hour, minute, day } : null;
}

function weekdaysText(days: number[]): string {
  if (days.length === 0 || days.length === EVERY_DAY.length) return "*";
  const sorted = days.toSorted((a, b) => a - b);
  const [first = 1, last = 7] = [sorted[0], sorted.at(-1)];
  const isRun = sorted.length > 2 && last - first === sorted.length - 1;
  return isRun ? `${first}-${last}` : sorted.join(",");
}

function daysOf(text: string): number[] | null {
  const days = new Set<number>();
  for (const item of text.split(",")) {
    const [from, to = from] = item.split("-").map(Number);
    if (!(from! >= 1 && to! <= 7 && from! <= to!)) return null;
    for (let day = from!; day <= to!; day++) days.add(day);
  }
  return [...days].toSorted((a, b) => a - b);
}
