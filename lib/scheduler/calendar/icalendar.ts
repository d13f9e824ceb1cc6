/** A calendar as text: RFC 5545, with the properties of RFC 7986 that a feed wants. */
export interface Calendar {
  name: string;
  description: string;
  /** In which an event of a whole day is meant. */
  timeZone: string;
  /** How often a feed is worth reading again: "PT1H". */
  refreshEvery: string;
  events: CalendarEvent[];
}

export interface CalendarEvent {
  /** The same in every version of the calendar. */
  uid: string;
  /** Grows when what it comes from is changed. */
  sequence: number;
  /** When it was last changed. */
  changedMs: number;
  /** An instant, or a whole day as "2026-03-29". */
  at: number | string;
  summary: string;
  description: string;
  url: string;
  categories: string[];
}

const DAY_MS = 86_400_000;
/** Of a line, its end apart; what goes on in the next one begins with a blank. */
const MOST_OCTETS = 75;
/** Not even escaped may they stand in a text. */
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

export function calendarText({
  name,
  description,
  timeZone,
  refreshEvery,
  events,
}: Calendar): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Carillon//Coming runs//EN",
    "CALSCALE:GREGORIAN",
    `NAME:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
    `DESCRIPTION:${escaped(description)}`,
    `X-WR-CALDESC:${escaped(description)}`,
    `X-WR-TIMEZONE:${escaped(timeZone)}`,
    `REFRESH-INTERVAL;VALUE=DURATION:${refreshEvery}`,
    `X-PUBLISHED-TTL:${refreshEvery}`,
    ...events.flatMap(eventLines),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

function eventLines(event: CalendarEvent): string[] {
  const { uid, sequence, changedMs, at, summary, description, url, categories } = event;
  return [
    "BEGIN:VEVENT",
    `UID:${escaped(uid)}`,
    `DTSTAMP:${utc(changedMs)}`,
    `SEQUENCE:${sequence}`,
    ...whenLines(at),
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(description)}`,
    `URL:${url}`,
    `CATEGORIES:${categories.map(escaped).join(",")}`,
    // A run takes nobody's time.
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

/** An instant has no end, and is over as it begins: how long a run will take is not known. */
function whenLines(at: number | string): string[] {
  if (typeof at === "number") return [`DTSTART:${utc(at)}`];
  const dayAfter = new Date(Date.parse(at) + DAY_MS).toISOString().slice(0, 10);
  return [`DTSTART;VALUE=DATE:${digits(at)}`, `DTEND;VALUE=DATE:${digits(dayAfter)}`];
}

const digits = (text: string) => text.replaceAll(/[-:]/g, "");
/** To the second: no finer time can be written. */
const utc = (ms: number) => `${digits(new Date(ms).toISOString().slice(0, 19))}Z`;

const escaped = (text: string) =>
  text
    .replaceAll(/[\\;,]/g, String.raw`\$&`)
    .replaceAll(/\r\n?|\n/g, String.raw`\n`)
    .replaceAll(CONTROLS, "");

/** Cuts a line where it grows too long, by octets, and never within a character. */
function folded(line: string): string {
  const octets = Buffer.from(line);
  if (octets.length <= MOST_OCTETS) return line;
  const parts: string[] = [];
  for (let at = 0, room = MOST_OCTETS; at < octets.length; room = MOST_OCTETS - 1) {
    let end = Math.min(at + room, octets.length);
    while (end < octets.length && isWithinCharacter(octets[end]!)) end--;
    parts.push(octets.toString("utf8", at, end));
    at = end;
  }
  return parts.join("\r\n ");
}

const isWithinCharacter = (octet: number) => (octet & 0xc0) === 0x80;
