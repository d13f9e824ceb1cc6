import { Pause, Play, TriangleAlert } from "lucide-react";
import type { Queue } from "@/lib/api/system.ts";

/** Open, paused by someone, or without anybody to serve it. */
export function QueueStateBadge({ queue: { pause, executors } }: { queue: Queue }) {
  const [word, Icon, color] = pause
    ? (["Paused", Pause, "text-late"] as const)
    : executors.length === 0
      ? (["No executor", TriangleAlert, "text-failed"] as const)
      : (["Open", Play, "text-succeeded"] as const);
  return (
    <span className={`inline-flex items-center gap-1.5 align-middle font-medium ${color}`}>
      <Icon aria-hidden size={14} strokeWidth={2.2} />
      {word}
    </span>
  );
}
