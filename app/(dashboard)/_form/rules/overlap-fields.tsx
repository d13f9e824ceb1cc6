"use client";
import { OptionList } from "@/app/_ui/option-list.tsx";
import { OptionGroup } from "../options/option-group.tsx";
import type { FormPartProps } from "../part-props.ts";
import { OVERLAPS } from "./rule-words.ts";

export const OverlapFields = ({ form, errors, onChange }: FormPartProps) => (
  <OptionGroup
    title="Overlaps"
    help="What becomes of a planned time that finds a run before it still waiting, running or to be tried again."
    isOneColumn
  >
    <OptionList
      legend="When a run is still alive"
      name="overlap"
      value={form.overlap}
      options={OVERLAPS}
      error={errors.overlap}
      onChange={(overlap) => onChange({ overlap })}
    />
  </OptionGroup>
);
