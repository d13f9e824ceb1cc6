"use client";
import { AlertDialog } from "@base-ui/react/alert-dialog";
import { Dialog } from "@base-ui/react/dialog";
import type { ReactNode, RefObject } from "react";
import { Button } from "./button.tsx";
import { classNames } from "./class-names.ts";

interface ModalProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  /** What it is about, in a sentence or two. */
  about?: ReactNode;
  /** Asks before what is hard to undo: a click beside it does not close it. */
  isAlert?: boolean;
  /** For lists and comparisons. */
  isWide?: boolean;
  /** What has the focus at first; else the first control. */
  initialFocus?: RefObject<HTMLElement | null>;
  children: ReactNode;
}

/** A dialog over the page. What opened it has the focus again when it closes. */
export function Modal({ isOpen, onClose, isAlert = false, ...rest }: ModalProps) {
  const Root = isAlert ? AlertDialog.Root : Dialog.Root;
  return (
    <Root open={isOpen} onOpenChange={(opens: boolean) => !opens && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[oklch(0.15_0.01_70/0.45)]" />
        <Content {...rest} />
      </Dialog.Portal>
    </Root>
  );
}

function Content({
  title,
  about,
  isWide = false,
  initialFocus,
  children,
}: Omit<ModalProps, "isOpen" | "onClose" | "isAlert">) {
  return (
    <Dialog.Popup
      initialFocus={initialFocus}
      className={classNames(
        "fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-32px)] w-[min(480px,calc(100vw-32px))] -translate-x-1/2 -translate-y-1/2 overflow-y-auto overscroll-contain rounded-md border border-line bg-panel p-5 shadow-xl",
        isWide && "w-[min(680px,calc(100vw-32px))]",
      )}
    >
      <Dialog.Title className="text-lg font-semibold [overflow-wrap:anywhere]">
        {title}
      </Dialog.Title>
      {about !== undefined && (
        <Dialog.Description
          render={<div />}
          className="mt-1 text-ink-2 [overflow-wrap:anywhere] [&>*+*]:mt-2"
        >
          {about}
        </Dialog.Description>
      )}
      <div className="mt-4 flex flex-col gap-4">{children}</div>
    </Dialog.Popup>
  );
}

/** The buttons at the end of a dialog: the way back first, what is about to happen last. */
export const ModalActions = ({ children }: { children: ReactNode }) => (
  <div className="mt-1 flex flex-wrap justify-end gap-2">{children}</div>
);

interface ModalCloseProps {
  children: ReactNode;
  ref?: RefObject<HTMLButtonElement | null>;
  /** Where what had the focus has just gone. */
  autoFocus?: boolean;
}

/** The way back, in words of its own: "Keep it". */
export const ModalClose = ({ children, ref, autoFocus }: ModalCloseProps) => (
  <Dialog.Close render={<Button ref={ref} autoFocus={autoFocus} />}>{children}</Dialog.Close>
);
