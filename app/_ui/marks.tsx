import { Check } from "lucide-react";

/** The input of an option lies over all of it: so large is what can be hit. It needs a `relative` label, and a mark after it. */
export const OVER_ITS_LABEL = "peer absolute inset-0 size-full cursor-pointer opacity-0";

export const RadioMark = () => (
  <span
    aria-hidden
    className="mt-[3px] size-3.5 shrink-0 rounded-full border border-line-strong bg-panel peer-checked:border-[4.5px] peer-checked:border-brass"
  />
);

export const CheckMark = () => (
  <span
    aria-hidden
    className="mt-[3px] grid size-3.5 shrink-0 place-items-center rounded-[3px] border border-line-strong bg-panel text-on-brass peer-checked:border-brass peer-checked:bg-brass [&>*]:invisible peer-checked:[&>*]:visible"
  >
    <Check size={11} strokeWidth={3.4} />
  </span>
);
