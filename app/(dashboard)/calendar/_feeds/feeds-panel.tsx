"use client";
import { useRefusal } from "@/app/_live/access.tsx";
import { useAction, useApi } from "@/app/_live/use-api.ts";
import { Ago } from "@/app/_live/times.tsx";
import { Confirm } from "@/app/_ui/confirm.tsx";
import { Empty, Failure, SkeletonRows } from "@/app/_ui/notices.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import { Body, Head, Row, Table, Td, Th } from "@/app/_ui/table.tsx";
import type { CalendarFeed, CalendarFeedList } from "@/lib/api/calendar-feeds.ts";

/** Who reads the calendar elsewhere. */
export function FeedsPanel() {
  const { data, error } = useApi("listCalendarFeeds");
  return (
    <div className="mt-4">
      <Panel title="Calendar feeds" aside="what calendar programs read">
        {error && !data && (
          <div className="p-4">
            <Failure title="The calendar feeds cannot be read">{error.message}</Failure>
          </div>
        )}
        {!data && !error && <SkeletonRows rows={2} />}
        {data?.items.length === 0 && (
          <Empty title="Nobody has subscribed yet">
            <p>
              A feed shows what is planned in Outlook, Google Calendar, Apple Calendar and others.
              Subscribe makes one.
            </p>
          </Empty>
        )}
        {data && data.items.length > 0 && (
          <Table caption="Calendar feeds">
            <Head>
              <Th>Name</Th>
              <Th>Holds</Th>
              <Th className="max-lg:hidden">By</Th>
              <Th numeric>Made</Th>
              <Th numeric>Last read</Th>
              <Th>
                <span className="sr-only">Actions</span>
              </Th>
            </Head>
            <Body>
              {data.items.map((feed) => (
                <FeedRow key={feed.id} feed={feed} />
              ))}
            </Body>
          </Table>
        )}
      </Panel>
    </div>
  );
}

function FeedRow({ feed }: { feed: CalendarFeedList["items"][number] }) {
  const { name, createdBy, createdAt, usedAt } = feed;
  return (
    <Row>
      <Td className="max-w-72 truncate font-medium max-sm:w-full max-sm:max-w-full" title={name}>
        {name}
      </Td>
      <Td className="w-full max-w-0 truncate text-ink-2 max-sm:w-auto max-sm:max-w-full">
        {heldText(feed)}
      </Td>
      <Td className="text-ink-3 max-lg:hidden">{createdBy}</Td>
      <Td numeric className="text-ink-3 max-sm:hidden">
        <Ago at={createdAt} />
      </Td>
      <Td numeric className="text-ink-3">
        <span className="sm:hidden">read </span>
        {usedAt === null ? "never" : <Ago at={usedAt} />}
      </Td>
      <Td numeric className="py-1 max-sm:ml-auto">
        <Revoke feed={feed} />
      </Td>
    </Row>
  );
}

function Revoke({ feed: { id, name } }: { feed: CalendarFeed }) {
  const action = useAction("revokeCalendarFeed");
  const refusal = useRefusal("feeds:change");
  return (
    <Confirm
      trigger={
        <>
          Revoke…<span className="sr-only"> {name}</span>
        </>
      }
      triggerLook="quiet"
      refusal={refusal}
      title={`Revoke ${name}?`}
      action="Revoke the feed"
      onConfirm={async () =>
        (await action.run(
          { params: { id } },
          { done: `${name} is revoked.`, failed: "It was not revoked" },
        )) !== undefined
      }
    >
      <p>
        Its address finds nothing any more. Calendars that read it keep or drop what they have, as
        they please.
      </p>
    </Confirm>
  );
}

/** "everything", "the queue mail", "nightly in the queue mail". */
export function heldText({ queue, schedule, timeZone }: CalendarFeed): string {
  const of = [schedule, queue === null ? null : `the queue ${queue}`].filter(
    (part) => part !== null,
  );
  return `${of.join(" in ") || "everything"}, days of ${timeZone}`;
}
