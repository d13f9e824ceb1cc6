"use client";
import { AlertDialog } from "@base-ui/react/alert-dialog";
import { Button } from "@/app/_ui/button.tsx";

interface LeaveDialogProps {
  isOpen: boolean;
  onStay: () => void;
  onLeave: () => void;
}

/** What was typed is about to be lost. Staying has the focus. */
export const LeaveDialog = ({ isOpen, onStay, onLeave }: LeaveDialogProps) => (
  <AlertDialog.Root open={isOpen} onOpenChange={(opens) => !opens && onStay()}>
    <AlertDialog.Portal>
      <AlertDialog.Backdrop className="fixed inset-0 z-40 bg-[oklch(0.15_0.01_70/0.45)]" />
      <AlertDialog.Popup className="fixed top-1/2 left-1/2 z-50 w-[min(460px,calc(100vw-32px))] -translate-x-1/2 -translate-y-1/2 rounded-md border border-line bg-panel p-5 shadow-xl">
        <AlertDialog.Title className="text-lg font-semibold">
          Leave without saving?
        </AlertDialog.Title>
        <AlertDialog.Description className="mt-2 text-ink-2">
          What you have typed on this page is not saved, and is lost when you leave.
        </AlertDialog.Description>
        <div className="mt-5 flex flex-wrap justify-end gap-2">
          <AlertDialog.Close render={<Button />}>Stay here</AlertDialog.Close>
          <Button look="danger" onClick={onLeave}>
            Leave without saving
          </Button>
        </div>
      </AlertDialog.Popup>
    </AlertDialog.Portal>
  </AlertDialog.Root>
);
