"use client";
import type { ComponentProps } from "react";
import { useRefusal } from "@/app/_live/access.tsx";
import { ButtonLink } from "@/app/_ui/button.tsx";

interface NewLinkProps extends Omit<ComponentProps<typeof ButtonLink>, "href" | "refusal"> {
  /** What the form is to begin with. */
  query?: Record<string, string>;
}

/** Leads to the form of a new job, or of a periodic one; disabled, with the reason, for those who may make none. */
export function NewLink({ query = {}, ...rest }: NewLinkProps) {
  const refusal = useRefusal(query.mode === "periodic" ? "schedules:change" : "jobs:create");
  const search = new URLSearchParams(query).toString();
  return (
    <ButtonLink
      href={search === "" ? "/jobs/new" : `/jobs/new?${search}`}
      refusal={refusal}
      {...rest}
    />
  );
}
