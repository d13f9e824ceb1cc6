export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}

export const median = (values: readonly number[]) => percentile(values, 0.5);

export const perSecond = (count: number, sinceMs: number) =>
  (count / (performance.now() - sinceMs)) * 1_000;
