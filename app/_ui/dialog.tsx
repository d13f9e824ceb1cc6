"use client";
import { Dialog } from "@base-ui/react/dialog";
import type { ReactElement, ReactNode } from "react";

interface FormDialogProps {
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
  /** What opens it: a `Button`. */
  trigger: ReactElement;
  title: string;
  about?: ReactNode;
  children: ReactNode;
}

/** A window over the page with a form in it; higher than the screen it scrolls within itself. */
export function FormDialog({ isOpen, setOpen, trigger, title, about, children }: FormDialogProps) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Trigger render={trigger} />
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[oklch(0.15_0.01_70/0.45)]" />
        <Dialog.Popup className="fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-32px)] w-[min(480px,calc(100vw-32px))] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-md border border-line bg-panel p-5 shadow-xl">
          <Dialog.Title className="text-lg font-semibold [overflow-wrap:anywhere]">
            {title}
          </Dialog.Title>
          {about !== undefined && (
            <Dialog.Description className="mt-1 text-ink-2">{about}</Dialog.Description>
          )}
          <div className="mt-4">{children}</div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** The way out of a `FormDialog`, before the verb. */
export const DialogClose = Dialog.Close;
