import { revokeFeed } from "@/app/_server/calendar-feeds.ts";
import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const DELETE = route("revokeCalendarFeed", ({ params }) => revokeFeed(params.id));
