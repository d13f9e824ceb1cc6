import { classNames } from "./class-names.ts";
import { percentClass } from "./percent.ts";

interface ProgressBarProps {
  fraction: number;
  label: string;
  className?: string;
}

export function ProgressBar({ fraction, label, className }: ProgressBarProps) {
  const percent = Math.round(fraction * 100);
  return (
    <span
      role="progressbar"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      className={classNames(
        "inline-block h-[5px] w-[90px] overflow-hidden rounded-full border border-line bg-sunken align-middle",
        className,
      )}
    >
      <span
        className={classNames("block h-full w-(--percent) bg-running", percentClass(fraction))}
      />
    </span>
  );
}
