"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { useRefusal } from "@/app/_live/access.tsx";
import { useAction } from "@/app/_live/use-api.ts";
import { Button } from "@/app/_ui/button.tsx";
import { DialogClose, FormDialog } from "@/app/_ui/dialog.tsx";
import { Field, TextInput } from "@/app/_ui/fields.tsx";
import { errorWithin, sentencesOf } from "@/app/_ui/sentences.ts";
import type { Role } from "@/lib/api/permissions.ts";
import { grantsOf, typedGrants } from "../_fields/grants.ts";
import { PasswordField } from "../_fields/password-field.tsx";
import { QueuesField } from "../_fields/queues-field.tsx";
import { RoleField } from "../_fields/role-field.tsx";

export function AddUser() {
  const refusal = useRefusal("users:change");
  const [isOpen, setOpen] = useState(false);
  if (refusal !== null)
    return (
      <Button look="primary" refusal={refusal}>
        Add user
      </Button>
    );
  return (
    <FormDialog
      isOpen={isOpen}
      setOpen={setOpen}
      trigger={<Button look="primary">Add user</Button>}
      title="Add a user"
    >
      <AddUserForm />
    </FormDialog>
  );
}

function AddUserForm() {
  const router = useRouter();
  const action = useAction("createUser");
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("operator");
  const [queues, setQueues] = useState(typedGrants("*"));
  const [password, setPassword] = useState("");
  const [errors, setErrors] = useState<Record<string, string>>({});

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setErrors({});
    const user = await action.run(
      { body: { name: name.trim(), role, queues: grantsOf(queues), password } },
      {
        done: `${name.trim()} may sign in now.`,
        failed: "The account was not made",
        onFields: (found) => setErrors(sentencesOf(found)),
      },
    );
    if (user) router.push(`/users/${user.name}`);
  };

  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4">
      <Field
        label="Name"
        hint={errors.name ? undefined : "Small letters, digits, dots and hyphens."}
        error={errors.name}
      >
        {(wiring) => (
          <TextInput
            {...wiring}
            autoCapitalize="none"
            maxLength={64}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        )}
      </Field>
      <RoleField value={role} onChange={setRole} error={errors.role} />
      {role !== "viewer" && (
        <QueuesField
          name="queues-of-new"
          value={queues}
          onChange={setQueues}
          error={errorWithin(errors, "queues")}
        />
      )}
      <PasswordField value={password} onChange={setPassword} error={errors.password} />
      <div className="flex flex-wrap justify-end gap-2">
        <DialogClose render={<Button />}>Add nobody</DialogClose>
        <Button type="submit" look="primary" disabled={action.isBusy}>
          Add the user
        </Button>
      </div>
    </form>
  );
}
