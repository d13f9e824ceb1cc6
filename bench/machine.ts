import { cpus, release, totalmem, type } from "node:os";

/** The machine a figure was found on, so that it can be judged. */
export function describeMachine(redis: string): string {
  const gib = (totalmem() / 2 ** 30).toFixed(0);
  return `${cpus().length} × ${cpus()[0]?.model.trim()}, ${gib} GiB, ${type()} ${release()}, Node ${process.versions.node}, ${redis}`;
}
