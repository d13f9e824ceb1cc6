"use client";
import { Dialog } from "@base-ui/react/dialog";
import { Button } from "@/app/_ui/button.tsx";
import { Code } from "@/app/_ui/code.tsx";
import { curlOf, type Program, typescriptOf } from "./program-text.ts";

/** What is in the form, as the calls that would do the same. It is read when it is opened. */
export function AsProgram({ program }: { program: () => Program }) {
  return (
    <Dialog.Root>
      <Dialog.Trigger render={<Button look="bare" className="ml-auto" />}>
        As a program
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[oklch(0.15_0.01_70/0.45)]" />
        <Dialog.Popup className="fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-32px)] w-[min(640px,calc(100vw-32px))] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-md border border-line bg-panel p-5 shadow-xl">
          <Dialog.Title className="text-lg font-semibold">The same from a program</Dialog.Title>
          <Snippets read={program} />
          <Dialog.Close render={<Button />}>Close</Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Snippets({ read }: { read: () => Program }) {
  const program = read();
  return (
    <div className="my-3 flex flex-col gap-3">
      <div className="rounded-md border border-line">
        <Code text={typescriptOf(program)} name="TypeScript" />
      </div>
      <div className="rounded-md border border-line">
        <Code text={curlOf(program, location.origin)} name="curl" />
      </div>
    </div>
  );
}
