"use client";
import type { ReactNode } from "react";
import { SWRConfig } from "swr";

/** Answers that the server has read already, by their path: the first paint is whole. */
export function Preload({
  answers,
  children,
}: {
  answers: Record<string, unknown>;
  children: ReactNode;
}) {
  return (
    <SWRConfig value={(above) => ({ ...above, fallback: { ...above?.fallback, ...answers } })}>
      {children}
    </SWRConfig>
  );
}
