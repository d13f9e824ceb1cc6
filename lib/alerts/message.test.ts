import { describe, expect, it } from "vitest";
import { attention, NOW_MS } from "../testing/alerts.ts";
import type { SeenAlert } from "./alert.ts";
import { alertMessage, type FailedJobs, testMessage } from "./message.ts";

const from = { nowMs: NOW_MS, installation: "https://jobs.example.org" };
const opened = { ...attention(), sinceMs: NOW_MS - 20_000 } as SeenAlert;
const none = { opened: [], resolved: [], failed: null };
const failed = (count: number, error = "no route to host"): FailedJobs => ({
  untilMs: NOW_MS,
  count,
  jobs: Array.from({ length: Math.min(count, 20) }, (_, n) => ({
    id: `mail~${n}`,
    queue: "mail",
    type: "mail.send",
    error,
    href: `/jobs/mail~${n}`,
  })),
});

describe("a message", () => {
  it("has what has begun, what is over and what has failed, and the same as text", () => {
    const over = { kind: "queue-paused", subject: "net", message: "Queue net is paused by ana." };
    const resolved = [{ ...over, sinceMs: NOW_MS - 60_000 }];
    expect(alertMessage({ opened: [opened], resolved, failed: failed(1) }, from)).toEqual({
      event: "alerts.changed",
      at: "2026-11-24T10:00:00.000Z",
      text: [
        "Needs you:",
        "• Queue mail has no live executor. 3 jobs wait. Start one: npm run executor.",
        "Over:",
        "• Queue net is paused by ana.",
        "1 job has failed:",
        "• mail.send in mail: no route to host",
        "https://jobs.example.org/alerts",
      ].join("\n"),
      installation: "https://jobs.example.org",
      opened: [
        {
          kind: "no-executor",
          subject: "mail",
          message: "Queue mail has no live executor. 3 jobs wait.",
          detail: "Start one: npm run executor.",
          since: "2026-11-24T09:59:40.000Z",
          url: "https://jobs.example.org/queues/mail",
        },
      ],
      resolved: [{ ...over, since: "2026-11-24T09:59:00.000Z", until: "2026-11-24T10:00:00.000Z" }],
      failedJobs: {
        count: 1,
        jobs: [
          {
            id: "mail~0",
            queue: "mail",
            type: "mail.send",
            error: "no route to host",
            url: "https://jobs.example.org/jobs/mail~0",
          },
        ],
      },
    });
  });

  it("has paths for addresses where nobody has said how the dashboard is reached", () => {
    const body = alertMessage({ ...none, opened: [opened] }, { ...from, installation: null });
    expect(body).toMatchObject({ installation: null, opened: [{ url: "/queues/mail" }] });
    expect(body.text).toMatch(/\n\/alerts$/);
  });

  it("says in the text how many more there are, and cuts what is long", () => {
    const { text, failedJobs } = alertMessage(
      { ...none, failed: failed(1_234, "x".repeat(5_000)) },
      from,
    );
    expect(text).toContain("1234 jobs have failed:");
    expect(text).toContain("… and 1224 more.");
    expect(text.length).toBeLessThan(4_000);
    expect(failedJobs?.jobs).toHaveLength(20);
    expect(failedJobs?.jobs[0]?.error).toHaveLength(1_000);
  });

  it("is text to a chat, whatever stands in an error: no markup, nobody is called, no line of its own", () => {
    const error = "<!channel> & <https://evil.example|click>\n@all @here";
    const { text } = alertMessage({ ...none, failed: failed(1, error) }, from);
    expect(text).not.toMatch(/[<>]|@(all|here)/);
    expect(text).toContain("&lt;!channel&gt; &amp; &lt;https://evil.example|click&gt; @\u200ball");
  });

  it("names no failures when there are none", () => {
    expect(alertMessage({ ...none, opened: [opened], failed: failed(0) }, from)).toMatchObject({
      failedJobs: null,
    });
  });

  it("has no field called type, which Mattermost would take for its own", () => {
    expect(Object.keys(alertMessage(none, from))).not.toContain("type");
    expect(Object.keys(testMessage(from))).toEqual(Object.keys(alertMessage(none, from)));
  });
});
