export function ProgressBar({ fraction, label }: { fraction: number; label: string }) {
  const percent = Math.round(fraction * 100);
  return (
    <span
      role="progressbar"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      className="inline-block h-[5px] w-[90px] overflow-hidden rounded-full border border-line bg-sunken align-middle"
    >
      <span className="block h-full bg-running" style={{ width: `${percent}%` }} />
    </span>
  );
}
