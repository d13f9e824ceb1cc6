import type { AlertMessage } from "../api/alert-message.ts";
import type { SeenAlert } from "./alert.ts";
import type { Changes } from "./changes.ts";

/** So many of a list are in the text; the lists themselves are whole. */
const MOST_LINES = 10;
const MOST_LINE_CHARS = 300;
const MOST_ERROR_CHARS = 1_000;

export interface FailedJob {
  id: string;
  queue: string;
  type: string;
  error: string | null;
  href: string;
}

/** Jobs that have failed for good since some time, and until when it was looked. */
export interface FailedJobs {
  untilMs: number;
  count: number;
  /** The newest, the newest first. */
  jobs: FailedJob[];
}

export interface News extends Changes {
  /** Null for one who does not want to know. */
  failed: FailedJobs | null;
}

export const isNothing = ({ opened, resolved, failed }: News) =>
  opened.length === 0 && resolved.length === 0 && (failed === null || failed.count === 0);

export interface From {
  nowMs: number;
  /** Where people reach the dashboard, without a slash at the end; null when nobody has said so. */
  installation: string | null;
}

export function alertMessage({ opened, resolved, failed: looked }: News, from: From): AlertMessage {
  const failed = looked !== null && looked.count > 0 ? looked : null;
  const urlOf = (href: string) => (from.installation ?? "") + href;
  return {
    event: "alerts.changed",
    at: iso(from.nowMs),
    text: textOf({ opened, resolved, failed }, urlOf("/alerts")),
    installation: from.installation,
    opened: opened.map(({ kind, subject, message, detail, href, sinceMs }) => ({
      kind,
      subject,
      message,
      detail,
      since: iso(sinceMs),
      url: urlOf(href),
    })),
    resolved: resolved.map(({ kind, subject, message, sinceMs }) => ({
      kind,
      subject,
      message,
      since: iso(sinceMs),
      until: iso(from.nowMs),
    })),
    failedJobs: failed && {
      count: failed.count,
      jobs: failed.jobs.map(({ href, error, ...job }) => ({
        ...job,
        error: error === null ? null : cut(error, MOST_ERROR_CHARS),
        url: urlOf(href),
      })),
    },
  };
}

export function testMessage({ nowMs, installation }: From): AlertMessage {
  return {
    event: "test",
    at: iso(nowMs),
    text: "This is a test of Carillon's alerts. Nothing is wrong.",
    installation,
    opened: [],
    resolved: [],
    failedJobs: null,
  };
}

function textOf({ opened, resolved, failed }: News, url: string): string {
  const lines = [
    ...section(
      "Needs you:",
      opened.map((alert) => saying(alert)),
    ),
    ...section(
      "Over:",
      resolved.map(({ message }) => message),
    ),
    ...section(
      failed?.count === 1 ? "1 job has failed:" : `${failed?.count} jobs have failed:`,
      (failed?.jobs ?? []).map(({ type, queue, error }) => `${type} in ${queue}: ${error ?? "?"}`),
      failed?.count,
    ),
    url,
  ];
  return lines.map(escaped).join("\n");
}

const saying = ({ message, detail }: SeenAlert) => `${message} ${detail}`;

function section(title: string, lines: string[], count = lines.length): string[] {
  const shown = lines.slice(0, MOST_LINES);
  if (shown.length === 0) return [];
  const more = count - shown.length;
  const listed = shown.map((line) => `• ${cut(line.replaceAll(/\s+/g, " "), MOST_LINE_CHARS)}`);
  return [title, ...listed, ...(more > 0 ? [`… and ${more} more.`] : [])];
}

/** As Slack wants it; and nobody is called by a name that stands in an error. */
const escaped = (line: string) =>
  line
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/@(?=\w)/g, "@\u200b");

const cut = (text: string, most: number) =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;

const iso = (ms: number) => new Date(ms).toISOString();
