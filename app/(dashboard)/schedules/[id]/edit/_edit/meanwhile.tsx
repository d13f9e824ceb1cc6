"use client";
import Link from "next/link";
import { Ago } from "@/app/_live/times.tsx";
import { Failure } from "@/app/_ui/notices.tsx";
import type { Schedule } from "@/lib/api/schedules.ts";

/** Somebody else has saved since the form was filled. */
export function ChangedMeanwhile({ base, present }: { base: Schedule; present: Schedule }) {
  if (present.revision === base.revision || present.state === "cancelled") return null;
  return (
    <p role="status" className="mb-4 rounded-md border border-late/45 bg-panel px-3.5 py-2.5">
      <span className="font-semibold text-late">It has been changed</span>{" "}
      <Ago at={present.updatedAt} />, since you opened it. When you save, both changes are shown
      side by side.
    </p>
  );
}

/** It was cancelled while the form was open. */
export const GoneMeanwhile = ({ id }: { id: string }) => (
  <Failure title={`${id} was cancelled meanwhile, and nothing was saved`} className="mb-4">
    What you have typed is still here.{" "}
    <Link href={`/schedules/${id}`} target="_blank" className="underline">
      Restore it on its page
    </Link>
    , which opens beside this one, and save again.
  </Failure>
);
