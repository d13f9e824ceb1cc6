"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError, createClient, UnreachableError } from "@/lib/api/client.ts";
import type { SignIn } from "@/lib/api/session.ts";
import { sentenceOf } from "@/app/_ui/sentences.ts";

const LINK = /^#token=(.+)$/;
const client = createClient();

/**
 * Signs in and goes on to `next`; a one-time link does so by itself. Its secret stands after the #, and so never reaches a log.
 */
export function useSignIn(next: string) {
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const isLinkUsed = useRef(false);

  const signIn = useCallback(
    async (body: SignIn) => {
      setBusy(true);
      setError(undefined);
      try {
        await client.call("signIn", { body });
        location.replace(next);
      } catch (reason) {
        setError(wordsOf(reason));
        setBusy(false);
      }
    },
    [next],
  );

  useEffect(() => {
    const secret = LINK.exec(location.hash)?.[1];
    if (secret === undefined || isLinkUsed.current) return;
    isLinkUsed.current = true;
    history.replaceState(null, "", `${location.pathname}${location.search}`);
    void signIn({ token: decodeURIComponent(secret) });
  }, [signIn]);

  return { signIn, isBusy, error, refuse: setError };
}

function wordsOf(reason: unknown): string {
  if (reason instanceof ApiError) {
    const { token, password } = reason.fieldErrors;
    return token === undefined ? sentenceOf(password ?? reason.message) : `The token ${token}`;
  }
  if (reason instanceof UnreachableError) return "The server does not answer. Is it running?";
  throw reason;
}
