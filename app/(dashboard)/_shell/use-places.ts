"use client";
import { useAccess } from "@/app/_live/access.tsx";
import { refusalOf } from "@/lib/api/permissions.ts";
import { type Place, PLACES } from "./places.ts";

/** Where the viewer can go. */
export function usePlaces(): Place[] {
  const access = useAccess();
  return PLACES.filter(
    ({ permission }) =>
      permission === undefined || (access !== null && refusalOf(access, permission) === null),
  );
}
