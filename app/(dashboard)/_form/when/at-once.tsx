"use client";
import { CheckBox } from "@/app/_ui/check-box.tsx";
import type { FormPartProps } from "../part-props.ts";

export interface TriggerFieldsProps extends FormPartProps {
  /** Of a periodic job that there is already. */
  isEdited: boolean;
}

type AtOnceProps = TriggerFieldsProps & {
  /** When the first run is without it. */
  otherwise: string;
};

/** Whether the beginning is a planned time itself. */
export const AtOnce = ({ form, errors, onChange, otherwise, isEdited }: AtOnceProps) => (
  <CheckBox
    label="Run once at the beginning too"
    help={isEdited ? "When it is created or restored: an edit never runs it at once." : otherwise}
    error={errors.immediately}
    isChecked={form.immediately}
    onChange={(immediately) => onChange({ immediately })}
  />
);
