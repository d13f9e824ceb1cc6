import { randomBytes } from "node:crypto";
import { hostname } from "node:os";

/** Names one worker of one process, for people and for Redis: its machine, its process, and something of its own. */
export function newWorkerId(): string {
  const host = hostname()
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, "-");
  return `${host}-${process.pid}-${randomBytes(3).toString("hex")}`;
}
