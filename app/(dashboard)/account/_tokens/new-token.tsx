"use client";
import { useState } from "react";
import { useRefusal } from "@/app/_live/access.tsx";
import { Button } from "@/app/_ui/button.tsx";
import { FormDialog } from "@/app/_ui/dialog.tsx";
import type { Access } from "@/lib/api/permissions.ts";
import type { TokenCreated } from "@/lib/api/tokens.ts";
import { NewTokenForm } from "./new-token-form.tsx";
import { NewSecret } from "./new-secret.tsx";

/** Makes an API token, and shows its secret once. */
export function NewToken({ access }: { access: Access }) {
  const refusal = useRefusal("tokens:own");
  const [isOpen, setOpen] = useState(false);
  const [made, setMade] = useState<TokenCreated | null>(null);
  if (refusal !== null)
    return (
      <Button compact refusal={refusal}>
        Make a token
      </Button>
    );
  return (
    <FormDialog
      isOpen={isOpen}
      setOpen={(opens) => {
        setOpen(opens);
        if (opens) setMade(null);
      }}
      trigger={
        <Button compact className="text-ink">
          Make a token
        </Button>
      }
      title={made ? `The API token ${made.token.name} is made` : "Make an API token"}
      about={made ? undefined : "For a program that calls the API in your name."}
    >
      {made ? <NewSecret made={made} /> : <NewTokenForm access={access} onMade={setMade} />}
    </FormDialog>
  );
}
