"use client";
import { Dialog } from "@base-ui/react/dialog";
import { Button } from "@/app/_ui/button.tsx";
import { CopyButton } from "@/app/_ui/copy-button.tsx";
import { Field, TextArea } from "@/app/_ui/fields.tsx";

/** The address of a feed, told this once. */
export function FeedAddress({ path }: { path: string }) {
  const address = new URL(path, location.origin).href;
  return (
    <>
      <Dialog.Description className="mt-1 mb-4 text-ink-2">
        Copy it now: it is shown this once and is kept nowhere. Whoever has it can read what is
        planned, so treat it as a password; it can be revoked at any time.
      </Dialog.Description>
      <Field
        label="Secret address"
        hint="In your calendar program: add a calendar from the web, by its address."
      >
        {(wiring) => (
          <div className="flex items-start gap-1">
            <TextArea
              {...wiring}
              readOnly
              autoFocus
              value={address}
              onFocus={({ target }) => target.select()}
              rows={3}
              className="font-mono text-[12.5px] break-all"
            />
            <CopyButton text={address} name="Copy the address" />
          </div>
        )}
      </Field>
      <div className="mt-5 flex flex-wrap items-center justify-end gap-3">
        <a href={address.replace(/^https?:/, "webcal:")} className="mr-auto underline">
          Open in a calendar program
        </a>
        <Dialog.Close render={<Button look="primary" />}>I have copied it</Dialog.Close>
      </div>
    </>
  );
}
