"use client";
import { type FormEvent, useState } from "react";
import { useAction } from "@/app/_live/use-api.ts";
import { Button } from "@/app/_ui/button.tsx";
import { DialogClose } from "@/app/_ui/dialog.tsx";
import { Field, Select, TextInput } from "@/app/_ui/fields.tsx";
import { errorWithin, sentencesOf } from "@/app/_ui/sentences.ts";
import { queuesText } from "@/app/_ui/roles.ts";
import type { Access } from "@/lib/api/permissions.ts";
import { DEFAULT_TOKEN_DAYS, type TokenCreated } from "@/lib/api/tokens.ts";
import { grantsOf, typedGrants } from "../../users/_fields/grants.ts";
import { QueuesField } from "../../users/_fields/queues-field.tsx";
import { RoleField } from "../../users/_fields/role-field.tsx";
import { ScopesField } from "./scopes-field.tsx";
import { chosenScopes, type TypedScopes } from "./typed-scopes.ts";

const DAYS = [7, 30, DEFAULT_TOKEN_DAYS, 180, 365];

interface NewTokenFormProps {
  access: Access;
  onMade: (made: TokenCreated) => void;
}

export function NewTokenForm({ access, onMade }: NewTokenFormProps) {
  const action = useAction("createToken");
  const [name, setName] = useState("");
  const [role, setRole] = useState(access.role);
  const [queues, setQueues] = useState(() => typedGrants(access.queues));
  const [scopes, setScopes] = useState<TypedScopes>({ which: "all", chosen: [] });
  const [days, setDays] = useState(DEFAULT_TOKEN_DAYS);
  const [errors, setErrors] = useState<Record<string, string>>({});

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setErrors({});
    const made = await action.run(
      {
        body: {
          name,
          role,
          queues: grantsOf(queues),
          ...(scopes.which === "some" && { scopes: chosenScopes(role, scopes) }),
          expiresInDays: days,
        },
      },
      {
        done: ({ token }) => `The API token ${token.name} is made.`,
        failed: "The token was not made",
        onFields: (found) => setErrors(sentencesOf(found)),
      },
    );
    if (made) onMade(made);
  };

  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4">
      <Field label="What it is for" error={errors.name}>
        {(wiring) => (
          <TextInput
            {...wiring}
            maxLength={100}
            placeholder="deploys from CI"
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        )}
      </Field>
      <RoleField value={role} onChange={setRole} most={access.role} error={errors.role} />
      {role !== "viewer" && (
        <QueuesField
          name="queues-of-token"
          value={queues}
          onChange={setQueues}
          error={errorWithin(errors, "queues")}
          hint={`Divided by commas. You may change ${queuesText(access.queues)}.`}
        />
      )}
      <ScopesField
        role={role}
        value={scopes}
        onChange={setScopes}
        error={errorWithin(errors, "scopes")}
      />
      <Field label="Works for" error={errors.expiresInDays}>
        {(wiring) => (
          <Select {...wiring} value={days} onChange={({ target }) => setDays(Number(target.value))}>
            {DAYS.map((each) => (
              <option key={each} value={each}>
                {each} days
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="flex flex-wrap justify-end gap-2">
        <DialogClose render={<Button />}>Make none</DialogClose>
        <Button type="submit" look="primary" disabled={action.isBusy}>
          Make the token
        </Button>
      </div>
    </form>
  );
}
