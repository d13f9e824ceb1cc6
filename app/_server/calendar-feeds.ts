import type {
  CalendarFeed,
  CalendarFeedCreated,
  CreateCalendarFeed,
} from "@/lib/api/calendar-feeds.ts";
import type { CalendarFeeds, Feed } from "@/lib/auth/calendar-feeds.ts";
import { CarillonError, conflict, notFound } from "@/lib/errors.ts";
import { backend } from "./backend.ts";
import { FailureLimit } from "./failure-limit.ts";

const FEED_PATH = "/api/v1/calendar.ics";
/** As `newSecret` makes them: what looks otherwise is not even looked up. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const wrongTokens = new FailureLimit(60);

/** @throws CarillonError conflict when there are too many */
export async function createFeed(
  { name, queue, schedule, timeZone }: CreateCalendarFeed,
  by: string,
): Promise<CalendarFeedCreated> {
  const asked = { name, queue: queue ?? null, schedule: schedule ?? null, timeZone, by };
  const made = await feeds().create(asked, Date.now());
  if (made === "full")
    throw conflict("There are a hundred calendar feeds. Revoke one that nobody reads.");
  return { ...presentFeed(made.feed), path: `${FEED_PATH}?token=${made.token}` };
}

/** The newest first. */
export async function listFeeds() {
  const items = await feeds().list();
  return {
    items: items.map(({ usedMs, ...feed }) => ({
      ...presentFeed(feed),
      usedAt: usedMs === null ? null : new Date(usedMs).toISOString(),
    })),
  };
}

/** @throws CarillonError not_found */
export async function revokeFeed(id: string): Promise<CalendarFeed> {
  const feed = await feeds().revoke(id);
  if (!feed) throw notFound("calendar feed", id);
  return presentFeed(feed);
}

/**
 * The feed of a token.
 * @throws CarillonError not_found for a wrong one, and too_many_requests after sixty in a minute; a right one is always let in
 */
export async function feedOf(token: string | null): Promise<Feed> {
  const nowMs = Date.now();
  const feed = token !== null && TOKEN.test(token) ? await feeds().read(token, nowMs) : null;
  if (feed) return feed;
  wrongTokens.note(nowMs, "Too many calendar addresses that are none. Wait a minute.");
  throw new CarillonError(
    "not_found",
    "There is no calendar at this address: it was revoked, or is not whole. Make a new one on the page Calendar.",
  );
}

const feeds = (): CalendarFeeds => backend().calendarFeeds;

function presentFeed({ createdMs, by, ...feed }: Feed): CalendarFeed {
  return { ...feed, createdBy: by, createdAt: new Date(createdMs).toISOString() };
}
