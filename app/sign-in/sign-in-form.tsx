"use client";
import { type FormEvent, useCallback, useEffect, useRef, useState } from "react";
import { ApiError, createClient, UnreachableError } from "@/lib/api/client.ts";
import { Button } from "@/app/_ui/button.tsx";
import { Field, TextInput } from "@/app/_ui/fields.tsx";
import { Panel } from "@/app/_ui/panel.tsx";

const LINK = /^#token=(.+)$/;
const client = createClient();

/** By the one-time link, whose secret stands after the # and so never reaches a log; or by the admin token. */
export function SignInForm({ next }: { next: string }) {
  const [token, setToken] = useState("");
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const isLinkUsed = useRef(false);

  const signIn = useCallback(
    async (secret: string) => {
      setBusy(true);
      setError(undefined);
      try {
        await client.call("signIn", { body: { token: secret } });
        location.replace(next);
      } catch (reason) {
        setError(sentenceOf(reason));
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
    void signIn(decodeURIComponent(secret));
  }, [signIn]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (token.trim() === "") setError("Enter the token.");
    else void signIn(token.trim());
  };

  return (
    <Panel>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4 p-4">
        <Field
          label="Admin token"
          error={error}
          hint={
            <>
              <code className="font-mono">npm start</code> prints a link that signs you in, and says
              where the token is kept.
            </>
          }
        >
          {(wiring) => (
            <TextInput
              {...wiring}
              type="password"
              name="token"
              autoComplete="current-password"
              autoFocus
              value={token}
              onChange={({ target }) => setToken(target.value)}
            />
          )}
        </Field>
        <Button type="submit" look="primary" disabled={isBusy}>
          {isBusy ? "Signing in" : "Sign in"}
        </Button>
      </form>
    </Panel>
  );
}

function sentenceOf(reason: unknown): string {
  if (reason instanceof ApiError) {
    const message = reason.fieldErrors.token;
    return message === undefined ? reason.message : `The token ${message}`;
  }
  if (reason instanceof UnreachableError) return "The server does not answer. Is it running?";
  throw reason;
}
