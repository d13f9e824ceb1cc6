"use client";
import { type FormEvent, useState } from "react";
import { useAction } from "@/app/_live/use-api.ts";
import { Button } from "@/app/_ui/button.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import { sentencesOf } from "@/app/_ui/sentences.ts";
import type { User } from "@/lib/api/users.ts";
import { PasswordField } from "../_fields/password-field.tsx";

/** A new password for somebody who has lost theirs. */
export function ResetPassword({ user: { name, hasPassword } }: { user: User }) {
  const action = useAction("changeUser");
  const [password, setPassword] = useState("");
  const [errors, setErrors] = useState<Record<string, string>>({});

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setErrors({});
    await action.run(
      { params: { name }, body: { password } },
      {
        done: `${name} has another password, and is signed out everywhere.`,
        failed: "The password was not changed",
        onFields: (found) => setErrors(sentencesOf(found)),
      },
    );
  };

  return (
    <Panel title="Password" aside={hasPassword ? undefined : "has none: signs in elsewhere"}>
      <form
        onSubmit={(event) => void submit(event)}
        noValidate
        className="flex max-w-xl flex-col gap-4 px-3.5 py-4"
      >
        <PasswordField value={password} onChange={setPassword} error={errors.password} />
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" disabled={password === "" || action.isBusy}>
            Set the password
          </Button>
          <span className="text-sm text-ink-3">All sessions of {name} end.</span>
        </div>
      </form>
    </Panel>
  );
}
