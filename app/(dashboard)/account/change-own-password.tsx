"use client";
import { type FormEvent, useState } from "react";
import { useAction } from "@/app/_live/use-api.ts";
import { Button } from "@/app/_ui/button.tsx";
import { Field, TextInput } from "@/app/_ui/fields.tsx";
import { sentencesOf } from "@/app/_ui/sentences.ts";
import { LEAST_PASSWORD_CHARS, passwordProblem } from "@/lib/api/passwords.ts";

const NOTHING = { present: "", password: "", again: "" };

export function ChangeOwnPassword({ name }: { name: string }) {
  const action = useAction("changePassword");
  const [typed, setTyped] = useState(NOTHING);
  const [errors, setErrors] = useState<Record<string, string>>({});

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = problemsOf(typed, name);
    setErrors(sentencesOf(found));
    if (Object.keys(found).length > 0) return;
    const { present, password } = typed;
    const done = await action.run(
      { body: { present, password } },
      {
        done: "You have another password. Your other browsers are signed out.",
        failed: "The password was not changed",
        onFields: (refused) => setErrors(sentencesOf(refused)),
      },
    );
    if (done) setTyped(NOTHING);
  };

  const field = (key: keyof typeof NOTHING, label: string, autoComplete: string, hint?: string) => (
    <Field label={label} hint={errors[key] ? undefined : hint} error={errors[key]}>
      {(wiring) => (
        <TextInput
          {...wiring}
          type="password"
          autoComplete={autoComplete}
          value={typed[key]}
          onChange={({ target }) => setTyped({ ...typed, [key]: target.value })}
        />
      )}
    </Field>
  );

  return (
    <form
      onSubmit={(event) => void submit(event)}
      noValidate
      className="flex max-w-md flex-col gap-4 px-3.5 py-4"
    >
      {/* Whose it is, for password managers. */}
      <input aria-label="Name" autoComplete="username" value={name} readOnly hidden />
      {field("present", "Present password", "current-password")}
      {field(
        "password",
        "New password",
        "new-password",
        `At least ${LEAST_PASSWORD_CHARS} characters; a few words in a row will do.`,
      )}
      {field("again", "The new password again", "new-password")}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" disabled={action.isBusy}>
          Change the password
        </Button>
        <span className="text-sm text-ink-3">Your other browsers are signed out.</span>
      </div>
    </form>
  );
}

/** What can be seen to be wrong before it is sent. */
function problemsOf(
  { present, password, again }: typeof NOTHING,
  name: string,
): Record<string, string> {
  const problem = passwordProblem(password, name);
  return {
    ...(present === "" && { present: "is required" }),
    ...(problem !== null && { password: problem }),
    ...(problem === null && again !== password && { again: "is not the same" }),
  };
}
