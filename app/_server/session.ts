import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Access } from "@/lib/api/permissions.ts";
import { type Caller, callerOfSession } from "./authenticate.ts";
import { backend } from "./backend.ts";
import { PATH_HEADER } from "./peer.ts";

/**
 * For pages: who looks. Whoever has no session is sent to sign in; null with Redis away, which the page shows instead.
 * Each page asks, not the layout alone: a browser that goes from page to page is answered without the layout, and so is whoever
 * pretends to be one.
 */
export const requireCaller = cache(async (): Promise<Caller | null> => {
  const given = await headers();
  const caller = await callerOfSession(given, backend()).catch(() => "unknown" as const);
  if (caller === "unknown") return null;
  if (!caller) redirect(doorTo(given.get(PATH_HEADER) ?? "/"));
  return caller;
});

/** What the viewer may do. */
export const requireSession = async (): Promise<Access | null> =>
  (await requireCaller())?.access ?? null;

/** The way in, which leads back to where somebody wanted to go. What Next adds to ask for a part of a page is no part of it. */
function doorTo(asked: string): string {
  const { pathname, searchParams } = new URL(asked, "http://carillon");
  searchParams.delete("_rsc");
  const path = searchParams.size > 0 ? `${pathname}?${searchParams}` : pathname;
  return path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`;
}
