"use client";
import { useRef, useState } from "react";
import { useLive } from "@/app/_live/live.tsx";
import { type CallError, client } from "@/app/_live/use-api.ts";
import type { Pause } from "@/lib/api/schedule-actions.ts";
import type { MissedRule } from "@/lib/schedule/index.ts";

export type BulkVerb = "pause" | "resume";

export type BulkRequest =
  { verb: "pause"; body: Pause } | { verb: "resume"; body: { missed: MissedRule } };

/** How it ended for one; nothing yet for those whose turn has not come. */
export type BulkResult = { isDone: true } | { isDone: false; problem: string };

/** Does the same to one after the other, and tells of each. */
export function useBulk() {
  const { refresh } = useLive();
  const [results, setResults] = useState<ReadonlyMap<string, BulkResult>>(new Map());
  const [phase, setPhase] = useState<"asking" | "running" | "over">("asking");
  const isStopped = useRef(false);

  const run = async (ids: string[], request: BulkRequest) => {
    setPhase("running");
    for (const id of ids) {
      if (isStopped.current) break;
      const result = await one(id, request);
      setResults((known) => new Map(known).set(id, result));
    }
    setPhase("over");
    refresh();
  };
  const stop = () => {
    isStopped.current = true;
  };
  return { results, phase, run, stop };
}

async function one(id: string, request: BulkRequest): Promise<BulkResult> {
  const params = { id };
  try {
    if (request.verb === "pause")
      await client.call("pauseSchedule", { params, body: request.body });
    else await client.call("resumeSchedule", { params, body: request.body });
    return { isDone: true };
  } catch (error) {
    return { isDone: false, problem: (error as CallError).message };
  }
}
