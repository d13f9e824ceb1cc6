"use client";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/app/_ui/button.tsx";
import { Choice, Field, TextInput } from "@/app/_ui/fields.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import { useSignIn } from "./use-sign-in.ts";

type Way = "password" | "token";

const WAYS: { value: Way; label: string }[] = [
  { value: "password", label: "Account" },
  { value: "token", label: "Token" },
];

/** By a name and its password, or by the admin token. What was wrong with the two is not told apart. */
export function SignInForm({ next, way: firstWay }: { next: string; way: Way }) {
  const { signIn, isBusy, error, refuse } = useSignIn(next);
  const form = useRef<HTMLFormElement>(null);
  const [way, setWay] = useState(firstWay);
  const [typed, setTyped] = useState({ name: "", password: "", token: "" });
  const secret = way === "token" ? typed.token.trim() : typed.password;

  useEffect(() => {
    if (error !== undefined) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [error]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const name = typed.name.trim();
    if (secret === "" || (way === "password" && name === ""))
      refuse(way === "token" ? "Enter the token." : "Enter the name and the password.");
    else void signIn(way === "token" ? { token: secret } : { name, password: secret });
  };

  const input = (key: keyof typeof typed) => ({
    name: key,
    value: typed[key],
    onChange: ({ target }: { target: HTMLInputElement }) =>
      setTyped({ ...typed, [key]: target.value }),
  });

  return (
    <Panel>
      <form ref={form} onSubmit={submit} noValidate className="flex flex-col gap-4 p-4">
        <Choice
          legend="How to sign in"
          isLegendHidden
          name="way"
          value={way}
          options={WAYS}
          onChange={(chosen) => {
            setWay(chosen);
            refuse(undefined);
          }}
        />
        {way === "password" ? (
          <>
            <Field label="Name">
              {(wiring) => (
                <TextInput
                  {...wiring}
                  {...input("name")}
                  autoComplete="username"
                  autoCapitalize="none"
                  autoFocus
                  maxLength={64}
                />
              )}
            </Field>
            <Field label="Password" error={error}>
              {(wiring) => (
                <TextInput
                  {...wiring}
                  {...input("password")}
                  type="password"
                  autoComplete="current-password"
                />
              )}
            </Field>
          </>
        ) : (
          <Field
            label="Admin token"
            error={error}
            hint={
              <>
                <code className="font-mono">npm start</code> prints a link that signs you in, and
                says where the token is kept.
              </>
            }
          >
            {(wiring) => (
              <TextInput
                {...wiring}
                {...input("token")}
                type="password"
                autoComplete="current-password"
                autoFocus
              />
            )}
          </Field>
        )}
        <Button type="submit" look="primary" disabled={isBusy}>
          {isBusy ? "Signing in" : "Sign in"}
        </Button>
        {way === "password" && (
          <p className="text-sm text-ink-3">
            No account, or a password lost? An admin adds and resets them, or whoever runs this:{" "}
            <code className="font-mono">npm run user</code>.
          </p>
        )}
      </form>
    </Panel>
  );
}
