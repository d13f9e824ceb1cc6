import { type ReactNode, useId } from "react";
import { classNames } from "@/app/_ui/class-names.ts";

/** Fields that belong together, with a line on what they are for. */
export function OptionGroup({
  title,
  help,
  isOneColumn = false,
  children,
}: {
  title: string;
  help: string;
  isOneColumn?: boolean;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <div
      role="group"
      aria-labelledby={id}
      aria-describedby={`${id}-help`}
      className="grid gap-x-6 gap-y-3 border-b border-line p-3.5 last:border-0 lg:grid-cols-[220px_minmax(0,1fr)]"
    >
      <div>
        <h3 id={id} className="font-semibold">
          {title}
        </h3>
        <p id={`${id}-help`} className="mt-0.5 text-sm text-ink-3">
          {help}
        </p>
      </div>
      <div
        className={classNames(
          "grid items-start gap-3.5",
          !isOneColumn && "sm:grid-cols-2 xl:grid-cols-3",
        )}
      >
        {children}
      </div>
    </div>
  );
}
