import type { QueueGrants } from "@/lib/api/permissions.ts";

/** Granted queues as they are typed. */
export interface TypedGrants {
  which: "all" | "some";
  names: string;
}

export const typedGrants = (queues: QueueGrants): TypedGrants =>
  queues === "*" ? { which: "all", names: "" } : { which: "some", names: queues.join(", ") };

export const grantsOf = ({ which, names }: TypedGrants): QueueGrants =>
  which === "all" ? "*" : [...new Set(names.split(/[\s,]+/).filter(Boolean))];
