"use client";
import { AlertDialog } from "@base-ui/react/alert-dialog";
import { type ReactNode, useState } from "react";
import { Button } from "./button.tsx";

interface ConfirmProps {
  /** What opens it. */
  trigger: ReactNode;
  triggerLook?: "quiet" | "danger" | "bare";
  title: string;
  /** What will be so afterwards, and what will not. */
  children: ReactNode;
  /** The verb that is about to happen, never "OK". */
  action: string;
  /** The way back. */
  keep?: string;
  onConfirm: () => Promise<boolean>;
  disabled?: boolean;
  /** Why whoever looks may not do it. */
  refusal?: string | null;
  onOpen?: () => void;
  /** False while something is still missing. */
  isReady?: boolean;
}

/** Asks before what cannot be taken back. Keeping things as they are has the focus. */
export function Confirm(props: ConfirmProps) {
  const { trigger, triggerLook = "danger", title, children, action, onConfirm, disabled } = props;
  const { onOpen, isReady = true, keep = "Keep it", refusal = null } = props;
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    const isDone = await onConfirm();
    setBusy(false);
    if (isDone) setOpen(false);
  };
  if (refusal !== null)
    return (
      <Button look={triggerLook} refusal={refusal}>
        {trigger}
      </Button>
    );
  return (
    <AlertDialog.Root
      open={isOpen}
      onOpenChange={(opens) => {
        setOpen(opens);
        if (opens) onOpen?.();
      }}
    >
      <AlertDialog.Trigger render={<Button look={triggerLook} disabled={disabled} />}>
        {trigger}
      </AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-40 bg-[oklch(0.15_0.01_70/0.45)]" />
        <AlertDialog.Popup className="fixed top-1/2 left-1/2 z-50 w-[min(460px,calc(100vw-32px))] -translate-x-1/2 -translate-y-1/2 rounded-md border border-line bg-panel p-5 shadow-xl">
          <AlertDialog.Title className="text-lg font-semibold [overflow-wrap:anywhere]">
            {title}
          </AlertDialog.Title>
          <AlertDialog.Description
            render={<div />}
            className="mt-2 flex flex-col gap-3 text-ink-2 [overflow-wrap:anywhere]"
          >
            {children}
          </AlertDialog.Description>
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <AlertDialog.Close render={<Button />}>{keep}</AlertDialog.Close>
            <Button look="danger" disabled={isBusy || !isReady} onClick={() => void confirm()}>
              {action}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
