const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "184 ms", "1.4 s", "12 s", "14 min", "6 h 21 min", "3 d 4 h": two units at most, no more digits than are known. */
export function durationText(ms: number): string {
  const length = Math.max(0, ms);
  if (length < 1) return "< 1 ms";
  if (length < SECOND) return `${Math.round(length)} ms`;
  if (length < 10 * SECOND) return `${trimmed(length / SECOND)} s`;
  if (length < MINUTE) return `${Math.floor(length / SECOND)} s`;
  if (length < HOUR) return two(length, MINUTE, "min", SECOND, "s", length < 10 * MINUTE);
  if (length < DAY) return two(length, HOUR, "h", MINUTE, "min", true);
  return two(length, DAY, "d", HOUR, "h", length < 100 * DAY);
}

/** For what changes under the eye: whole seconds and no more. */
export function wholeDurationText(ms: number): string {
  return ms < SECOND ? "0 s" : durationText(Math.floor(ms / SECOND) * SECOND);
}

/** For what is some time ago: no seconds beside minutes. */
export function roughDurationText(ms: number): string {
  return ms >= MINUTE && ms < HOUR ? `${Math.floor(ms / MINUTE)} min` : wholeDurationText(ms);
}

const trimmed = (value: number) => value.toFixed(1).replace(/\.0$/, "");

function two(
  ms: number,
  large: number,
  largeName: string,
  small: number,
  smallName: string,
  isFine: boolean,
): string {
  const whole = Math.floor(ms / large);
  const rest = Math.floor((ms % large) / small);
  return rest > 0 && isFine
    ? `${whole} ${largeName} ${rest} ${smallName}`
    : `${whole} ${largeName}`;
}
