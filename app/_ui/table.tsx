import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names.ts";

interface TableProps {
  /** Says what the table holds, to those who do not see it. */
  caption: string;
  children: ReactNode;
  className?: string;
}

/** On a small screen each row becomes a block: cells flow, and `Td` decides what stands first. */
export function Table({ caption, children, className }: TableProps) {
  return (
    <table className={classNames("w-full border-collapse max-sm:block", className)}>
      <caption className="sr-only">{caption}</caption>
      {children}
    </table>
  );
}

export const Head = ({ children }: { children: ReactNode }) => (
  <thead className="max-sm:sr-only">
    <tr>{children}</tr>
  </thead>
);

export const Body = ({ className, ...rest }: ComponentProps<"tbody">) => (
  <tbody className={classNames("max-sm:block", className)} {...rest} />
);

export const Row = ({ className, ...rest }: ComponentProps<"tr">) => (
  <tr
    className={classNames(
      "border-b border-line last:border-0 max-sm:flex max-sm:flex-wrap max-sm:items-center max-sm:gap-x-3 max-sm:gap-y-0.5 max-sm:px-3.5 max-sm:py-2",
      className,
    )}
    {...rest}
  />
);

type CellProps<Tag extends "td" | "th"> = ComponentProps<Tag> & { numeric?: boolean };

export const Th = ({ numeric = false, className, ...rest }: CellProps<"th">) => (
  <th
    scope="col"
    className={classNames(
      "border-b border-line px-2.5 py-1.5 text-left text-sm font-medium whitespace-nowrap text-ink-3 first:pl-3.5 last:pr-3.5",
      numeric && "text-right",
      className,
    )}
    {...rest}
  />
);

export const Td = ({ numeric = false, className, ...rest }: CellProps<"td">) => (
  <td
    className={classNames(
      "h-[34px] px-2.5 whitespace-nowrap first:pl-3.5 last:pr-3.5 max-sm:h-auto max-sm:p-0 max-sm:first:pl-0 max-sm:last:pr-0",
      numeric && "text-right",
      className,
    )}
    {...rest}
  />
);
