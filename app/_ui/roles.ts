import type { QueueGrants, Role } from "@/lib/api/permissions.ts";

/** Every role: its word, and what it may, after the name of who has it. */
export const ROLE_WORDS: Record<Role, { word: string; may: string }> = {
  viewer: { word: "Viewer", may: "may look at everything and change nothing" },
  operator: {
    word: "Operator",
    may: "may look at everything, and create and change jobs, periodic jobs and queues",
  },
  admin: { word: "Admin", may: "may do everything, and manage accounts and API tokens" },
};

/** "every queue", "the queues mail and net". */
export function queuesText(queues: QueueGrants): string {
  if (queues === "*") return "every queue";
  if (queues.length === 0) return "no queue";
  if (queues.length === 1) return `the queue ${queues[0]}`;
  return `the queues ${queues.slice(0, -1).join(", ")} and ${queues.at(-1)}`;
}
