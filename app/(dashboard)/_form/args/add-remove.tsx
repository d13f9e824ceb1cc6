"use client";
import { Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { Button, IconButton } from "@/app/_ui/button.tsx";

interface AddButtonProps {
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}

export const AddButton = ({ children, ...rest }: AddButtonProps) => (
  <Button {...rest}>
    <Plus aria-hidden size={14} /> {children}
  </Button>
);

interface RemovableProps {
  name: string;
  /** None where the part has to stay. */
  onRemove?: () => void;
  children: ReactNode;
}

/** One part of several, with a button that takes it away. */
export const Removable = ({ name, onRemove, children }: RemovableProps) => (
  <div className="flex items-end gap-1">
    <div className="min-w-0 flex-1">{children}</div>
    {onRemove && (
      <IconButton name={`Remove ${name}`} onClick={onRemove}>
        <X aria-hidden size={15} />
      </IconButton>
    )}
  </div>
);
