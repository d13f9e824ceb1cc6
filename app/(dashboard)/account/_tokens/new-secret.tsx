"use client";
import { useEffect, useRef } from "react";
import { At } from "@/app/_live/times.tsx";
import { Button } from "@/app/_ui/button.tsx";
import { Code } from "@/app/_ui/code.tsx";
import { DialogClose } from "@/app/_ui/dialog.tsx";
import type { TokenCreated } from "@/lib/api/tokens.ts";

/** The only sight of a token's secret. */
export function NewSecret({ made: { token, secret } }: { made: TokenCreated }) {
  const text = useRef<HTMLParagraphElement>(null);
  // The form that had the focus is gone.
  useEffect(() => text.current?.focus(), []);
  return (
    <div className="flex flex-col gap-4">
      <p ref={text} tabIndex={-1} className="text-ink-2 outline-none">
        Copy it now: it is shown this once, and only a hash of it is kept. It works until{" "}
        <At at={token.expiresAt} />.
      </p>
      <div className="rounded-md border border-line bg-sunken">
        <Code text={secret} name="the token" />
      </div>
      <p className="text-sm text-ink-3">
        Send it as a header: <code className="font-mono">Authorization: Bearer car_…</code>. In an
        address it is never taken.
      </p>
      <div className="flex justify-end">
        <DialogClose render={<Button look="primary" />}>I have kept it</DialogClose>
      </div>
    </div>
  );
}
