"use client";
import { type FormEvent, useState } from "react";
import { useAction } from "@/app/_live/use-api.ts";
import { Button } from "@/app/_ui/button.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import { errorWithin, sentencesOf } from "@/app/_ui/sentences.ts";
import type { User } from "@/lib/api/users.ts";
import { grantsOf, typedGrants } from "../_fields/grants.ts";
import { QueuesField } from "../_fields/queues-field.tsx";
import { RoleField } from "../_fields/role-field.tsx";

/** What an account may do, to be changed. */
export function ChangeGrants({ user }: { user: User }) {
  const { name } = user;
  const action = useAction("changeUser");
  const [role, setRole] = useState(user.role);
  const [queues, setQueues] = useState(() => typedGrants(user.queues));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const isOtherRole = role !== user.role;
  const isChanged = isOtherRole || JSON.stringify(grantsOf(queues)) !== JSON.stringify(user.queues);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setErrors({});
    await action.run(
      { params: { name }, body: { role, queues: grantsOf(queues) } },
      {
        done: `What ${name} may do is changed.`,
        failed: "The account was not changed",
        onFields: (found) => setErrors(sentencesOf(found)),
      },
    );
  };

  return (
    <Panel title={`What ${name} may do`}>
      <form
        onSubmit={(event) => void submit(event)}
        noValidate
        className="flex max-w-xl flex-col gap-4 px-3.5 py-4"
      >
        <RoleField value={role} onChange={setRole} error={errors.role} />
        {role !== "viewer" && (
          <QueuesField
            name="queues"
            value={queues}
            onChange={setQueues}
            error={errorWithin(errors, "queues")}
          />
        )}
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" look="primary" disabled={!isChanged || action.isBusy}>
            Save role and queues
          </Button>
          {isOtherRole && (
            <span className="text-sm text-ink-3">With another role, all sessions end.</span>
          )}
        </div>
      </form>
    </Panel>
  );
}
