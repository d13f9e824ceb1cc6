"use client";
import { useCallback, useEffect, useState } from "react";
import { ApiError, createClient, UnreachableError } from "@/lib/api/client.ts";
import type { SignIn } from "@/lib/api/session.ts";
import { sentenceOf } from "@/app/_ui/sentences.ts";

const client = createClient();

/**
 * Signs in and goes on to `next`; a one-time link does so by itself. Its secret stands after the #, and so never reaches a log.
 */
export function useSignIn(next: string) {
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);

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
    const follow = () => {
      const secret = secretOf(location.hash);
      if (secret === null) return;
      history.replaceState(null, "", `${location.pathname}${location.search}`);
      void signIn({ token: secret });
    };
    follow();
    // The link may be followed where this page stands already.
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
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

/** Of the link that `npm start` prints. A plus is one, as a token may have it. */
const secretOf = (hash: string) =>
  new URLSearchParams(hash.slice(1).replaceAll("+", "%2B")).get("token");
