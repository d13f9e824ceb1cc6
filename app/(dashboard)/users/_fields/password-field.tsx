"use client";
import { Button } from "@/app/_ui/button.tsx";
import { CopyButton } from "@/app/_ui/copy-button.tsx";
import { Field, TextInput } from "@/app/_ui/fields.tsx";
import { LEAST_PASSWORD_CHARS, MOST_PASSWORD_CHARS } from "@/lib/api/passwords.ts";
import { suggestPassword } from "./new-password.ts";

interface PasswordFieldProps {
  value: string;
  onChange: (password: string) => void;
  error?: string;
}

/** A password for somebody else: in sight, since it has to be told to them. */
export function PasswordField({ value, onChange, error }: PasswordFieldProps) {
  return (
    <Field
      label="Password"
      hint={`At least ${LEAST_PASSWORD_CHARS} characters. Tell it to them; they can change it on their own page.`}
      error={error}
    >
      {(wiring) => (
        <div className="flex gap-2">
          <TextInput
            {...wiring}
            className="font-mono text-[12.5px]"
            maxLength={MOST_PASSWORD_CHARS}
            autoComplete="new-password"
            value={value}
            onChange={({ target }) => onChange(target.value)}
          />
          {value !== "" && <CopyButton text={value} name="Copy the password" />}
          <Button onClick={() => onChange(suggestPassword())}>Suggest one</Button>
        </div>
      )}
    </Field>
  );
}
