/** Fewer are listed one by one. */
const LEAST_STEPS = 5;
const LEAST_RUN = 3;

/** "a, b and c". */
export function joined(items: readonly string[], word: "and" | "or" = "and"): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} ${word} ${items.at(-1)}`;
}

/** Whole numbers, ascending, with those that follow each other drawn together: "1, 3 to 5 and 7". */
export function runs(values: readonly number[]): string {
  const items: string[] = [];
  for (let from = 0; from < values.length;) {
    let to = from;
    while (values[to + 1] === values[to]! + 1) to++;
    if (to - from + 1 < LEAST_RUN) to = from;
    items.push(to === from ? `${values[from]}` : `${values[from]} to ${values[to]}`);
    from = to + 1;
  }
  return joined(items);
}

/** How far apart values are, where there are many and all as far; null otherwise. */
export function stepOf(values: readonly number[]): number | null {
  const step = values[1]! - values[0]!;
  const isEven = values.every((value, index) => value === values[0]! + index * step);
  return values.length >= LEAST_STEPS && step > 1 && isEven ? step : null;
}

/** "2nd", "11th". */
export function ordinal(number: number): string {
  const isTeen = Math.floor((number % 100) / 10) === 1;
  return `${number}${(isTeen ? undefined : ["th", "st", "nd", "rd"][number % 10]) ?? "th"}`;
}
