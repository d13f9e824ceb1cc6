"use client";
import { useState } from "react";
import { toast } from "sonner";
import useSWR, { type SWRResponse } from "swr";
import {
  type Answer,
  ApiError,
  createClient,
  pathOf,
  type UnreachableError,
} from "@/lib/api/client.ts";
import type { ApiName } from "@/lib/api/contract.ts";
import { useLive } from "./live.tsx";

const PATIENCE_MS = 10_000;
export const client = createClient();

export type CallError = ApiError | UnreachableError;
type Input<N extends ApiName> = Parameters<typeof client.call<N>>[1];

type AddressOf<N extends ApiName> =
  Parameters<typeof pathOf<N>> extends [N, ...infer Rest] ? Rest : never;

/** An answer of the API that is kept true. Its key is the path it is read from; null asks for nothing. */
export function useApi<N extends ApiName>(
  name: N,
  ...[input]: AddressOf<N> | [null]
): SWRResponse<Answer<N>, CallError> {
  const key = input === null ? null : pathOf(name, ...([input] as never));
  return useSWR<Answer<N>, CallError>(key, () =>
    client.call(
      name,
      ...([{ ...(input as object), signal: AbortSignal.timeout(PATIENCE_MS) }] as never),
    ),
  );
}

/** What can be acted on stays long enough to be reached. */
const UNDO_MS = 20_000;
const undoable = (undo: () => Promise<unknown>) => ({
  duration: UNDO_MS,
  action: { label: "Undo", onClick: () => void undo() },
});

interface Outcomes<N extends ApiName> {
  done: string | ((answer: Answer<N>) => string);
  failed: string;
  /** Why an answer is no success all the same; null when it is one. */
  trouble?: (answer: Answer<N>) => string | null;
  /** Puts it back as it was; offered beside the news, and always somewhere on the page too. */
  undo?: () => Promise<unknown>;
  /** Takes what is wrong with each field, by its path, where fields are in sight to say it at. */
  onFields?: (errors: Record<string, string>) => void;
  /** Takes what is there now, when somebody has changed it since `ifMatch`; null when it is gone. */
  onConflict?: (current: unknown) => void;
}

/**
 * A verb of the API for a button: says how it ended, and reads what is in sight again. With `ifMatch` it changes only
 * that revision. Answers undefined when it was refused, after saying why.
 */
export function useAction<N extends ApiName>(name: N) {
  const { refresh } = useLive();
  const [isBusy, setBusy] = useState(false);
  const run = async (
    input: NonNullable<Input<N>>,
    { done, failed, trouble, undo, onConflict, onFields }: Outcomes<N>,
  ): Promise<Answer<N> | undefined> => {
    setBusy(true);
    try {
      const answer = await client.call(name, ...([input] as never));
      const description = trouble?.(answer) ?? null;
      if (description !== null) toast.error(failed, { description });
      else toast.success(typeof done === "string" ? done : done(answer), undo && undoable(undo));
      return answer;
    } catch (error) {
      const { message, code, fieldErrors } = error as CallError;
      if (onConflict && code === "revision_conflict")
        onConflict((error as ApiError).problem.current ?? null);
      else if (onFields && Object.keys(fieldErrors).length > 0) onFields(fieldErrors);
      else toast.error(failed, { description: message });
      return undefined;
    } finally {
      setBusy(false);
      refresh();
    }
  };
  return { run, isBusy };
}
