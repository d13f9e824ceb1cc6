/**
 * A class that sets `--percent`, for `w-(--percent)` and its like: a style attribute in the page would be refused by the content
 * security policy.
 * @param fraction 0 to 1
 */
export function percentClass(fraction: number): string {
  return `percent-${Math.round(Math.min(Math.max(fraction, 0), 1) * 100)}`;
}
