"use client";
import { useRef } from "react";

interface SelectBoxProps {
  name: string;
  isOn: boolean;
  isPartly?: boolean;
  /** Is told whether Shift was held: all in between are meant. */
  onChange: (isOn: boolean, isRange: boolean) => void;
}

/** A box to tick a row by, large enough for a finger. */
export function SelectBox({ name, isOn, isPartly = false, onChange }: SelectBoxProps) {
  const isShift = useRef(false);
  return (
    <span className="relative z-[1] inline-grid size-6 place-items-center align-middle">
      <input
        type="checkbox"
        aria-label={name}
        className="size-4 accent-brass"
        checked={isOn}
        ref={(box) => {
          if (box) box.indeterminate = isPartly;
        }}
        onClick={({ shiftKey }) => (isShift.current = shiftKey)}
        onChange={({ target }) => onChange(target.checked, isShift.current)}
      />
    </span>
  );
}
