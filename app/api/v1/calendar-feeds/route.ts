import { createFeed, listFeeds } from "@/app/_server/calendar-feeds.ts";
import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const GET = route("listCalendarFeeds", () => listFeeds());

export const POST = route("createCalendarFeed", ({ body, by }) => createFeed(body, by));
