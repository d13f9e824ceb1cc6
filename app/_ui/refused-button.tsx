"use client";
import { Tooltip } from "@base-ui/react/tooltip";
import { type ReactNode, useId } from "react";
import { toast } from "sonner";

interface RefusedButtonProps {
  /** Why it may not be pressed, as a sentence. */
  refusal: string;
  className: string;
  children: ReactNode;
  "aria-label"?: string;
}

/**
 * A button that may not be used by whoever looks. It keeps its place and the keyboard's way to it, and says why: on hover and focus,
 * to those who listen, and when it is pressed all the same, since a finger does not hover.
 */
export function RefusedButton({ refusal, className, children, ...rest }: RefusedButtonProps) {
  const id = useId();
  return (
    <Tooltip.Root>
      <Tooltip.Trigger
        delay={200}
        closeOnClick={false}
        type="button"
        aria-disabled="true"
        aria-describedby={id}
        className={className}
        onClick={() => toast(refusal)}
        {...rest}
      >
        {children}
        <span id={id} hidden>
          {refusal}
        </span>
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} className="z-50">
          <Tooltip.Popup className="max-w-72 rounded-md border border-line bg-panel px-2.5 py-1.5 text-sm text-ink-2 shadow-lg">
            {refusal}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
