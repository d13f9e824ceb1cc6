const grouped = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
const shortened = new Intl.NumberFormat("en", {
  notation: "compact",
  maximumSignificantDigits: 3,
});

/** "1,204,331". */
export const countText = (count: number) => grouped.format(count);

/** "864K", where there is room for no more. */
export const shortCountText = (count: number) => shortened.format(count);

const WORDS = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];

/** At the beginning of a sentence: "Three", and figures from ten on. */
export const countWord = (count: number) => WORDS[count] ?? countText(count);

/** "3 jobs", "1 job". */
export const plural = (count: number, one: string, many = `${one}s`) =>
  `${countText(count)} ${count === 1 ? one : many}`;

const UNITS = ["B", "kB", "MB", "GB"] as const;

/** "84 MB". */
export function bytesText(bytes: number): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), UNITS.length - 1);
  const value = bytes / 1_000 ** power;
  return `${value < 10 && power > 0 ? value.toFixed(1) : Math.round(value)} ${UNITS[power]}`;
}
