import Link from "next/link";
import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";
import { RefusedButton } from "./refused-button.tsx";

type Look = "primary" | "quiet" | "danger" | "bare";

const LOOKS: Record<Look, string> = {
  primary: "bg-brass text-on-brass font-semibold border-transparent hover:brightness-95",
  quiet: "bg-panel text-ink border-line font-medium hover:border-line-strong",
  danger: "bg-panel text-failed border-failed/50 font-medium hover:border-failed",
  bare: "border-transparent text-ink-2 hover:text-ink hover:bg-sunken",
};

/** `compact` is for rows: 26 px high; elsewhere 32 px, and 44 px under a finger. */
function lookOf(look: Look, isCompact: boolean, className?: string) {
  return classNames(
    "inline-flex items-center justify-center gap-1.5 rounded-md border whitespace-nowrap transition-[filter,border-color,background-color] duration-[120ms]",
    "disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55",
    isCompact ? "h-[26px] px-2 text-sm" : "h-8 px-3 pointer-coarse:h-11",
    LOOKS[look],
    className,
  );
}

interface Common {
  look?: Look;
  compact?: boolean;
}

/** `refusal`: why whoever looks may not use it, from `useRefusal`; null when they may. */
export function Button({
  look = "quiet",
  compact = false,
  className,
  type = "button",
  refusal = null,
  ...rest
}: ComponentProps<"button"> & Common & { refusal?: string | null }) {
  const looks = lookOf(look, compact, className);
  if (refusal === null) return <button type={type} className={looks} {...rest} />;
  return (
    <RefusedButton refusal={refusal} className={looks} aria-label={rest["aria-label"]}>
      {rest.children}
    </RefusedButton>
  );
}

export function ButtonLink({
  look = "quiet",
  compact = false,
  className,
  refusal = null,
  ...rest
}: ComponentProps<typeof Link> & Common & { refusal?: string | null }) {
  const looks = lookOf(look, compact, className);
  if (refusal === null) return <Link className={looks} {...rest} />;
  return (
    <RefusedButton refusal={refusal} className={looks} aria-label={rest["aria-label"]}>
      {rest.children}
    </RefusedButton>
  );
}

/** Leaves our pages: nothing of it is fetched ahead, and it works without a script. */
export function ButtonAnchor({
  look = "quiet",
  compact = false,
  className,
  children,
  ...rest
}: ComponentProps<"a"> & Common) {
  return (
    <a className={lookOf(look, compact, className)} {...rest}>
      {children}
    </a>
  );
}

/** A square of 32 px; the name is for those who do not see the icon, and for the tooltip. */
export function IconButton({
  name,
  className,
  children,
  ...rest
}: ComponentProps<"button"> & { name: string }) {
  return (
    <button
      type="button"
      aria-label={name}
      title={name}
      className={classNames(
        "inline-grid size-8 place-items-center rounded-md text-ink-2 hover:bg-sunken hover:text-ink pointer-coarse:size-11",
        className,
      )}
      {...rest}
    >
      {children}
    </button>
  );
}
