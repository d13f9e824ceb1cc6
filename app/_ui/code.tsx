import type { ReactNode } from "react";
import type { Json } from "@/lib/jobs/json.ts";
import { classNames } from "./class-names.ts";
import { CopyButton } from "./copy-button.tsx";

const MOST_CHARS = 65_536;

/** Text as it is, wrapped, scrolled within itself when it is long. */
export function Code({
  text,
  name,
  className,
}: {
  text: string;
  name: string;
  className?: string;
}) {
  const shown = text.length > MOST_CHARS ? text.slice(0, MOST_CHARS) : text;
  return (
    <div className="relative">
      <div className="absolute top-1 right-1">
        <CopyButton text={text} name={`Copy ${name}`} />
      </div>
      <pre
        // Scrolls, so the keyboard must reach it.
        tabIndex={0}
        role="group"
        aria-label={name}
        className={classNames(
          "max-h-96 overflow-auto px-3.5 py-2.5 pr-10 font-mono text-[12.5px] leading-relaxed [overflow-wrap:anywhere] whitespace-pre-wrap",
          className,
        )}
      >
        {shown}
      </pre>
      {shown !== text && (
        <p className="border-t border-line px-3.5 py-1.5 text-sm text-ink-3">
          The first 64 kB are shown. Copying takes all of it.
        </p>
      )}
    </div>
  );
}

export const JsonCode = ({ value, name }: { value: Json; name: string }) => (
  <Code text={JSON.stringify(value, null, 2)} name={name} />
);

export const Mono = ({ children, className }: { children: ReactNode; className?: string }) => (
  <span className={classNames("font-mono text-[12.5px]", className)}>{children}</span>
);
