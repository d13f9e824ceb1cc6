import { z } from "zod";
import { Instant } from "../jobs/instant.ts";
import { JobId, JobTypeName, QueueName } from "../jobs/names.ts";
import { AlertKind } from "./alerts.ts";

const Opened = z.object({
  kind: AlertKind,
  subject: z.string(),
  message: z.string(),
  detail: z.string(),
  since: Instant,
  url: z.string(),
});

const Resolved = z.object({
  /** As it was told. */
  kind: z.string(),
  subject: z.string(),
  message: z.string(),
  since: Instant,
  /** When it was seen that it is over. */
  until: Instant,
});

const FailedJob = z.object({
  id: JobId,
  queue: QueueName,
  type: JobTypeName,
  error: z.string().nullable(),
  url: z.string(),
});

/** What alert webhooks are sent. No field is called `type`: Mattermost, which takes the text as Slack does, has one of that name. */
export const AlertMessage = z
  .object({
    event: z.enum(["alerts.changed", "test"]),
    at: Instant,
    /** The same in words, as chats show it. */
    text: z.string(),
    /** Where people reach the dashboard; null when nobody has said so, and then addresses are paths. */
    installation: z.string().nullable(),
    opened: z.array(Opened),
    resolved: z.array(Resolved),
    /** Null when none has failed for good since the last message, or who is told does not want to know. */
    failedJobs: z
      .object({
        count: z.int(),
        /** The newest, 20 at most, the newest first. */
        jobs: z.array(FailedJob),
      })
      .nullable(),
  })
  .meta({ id: "AlertMessage" });
export type AlertMessage = z.infer<typeof AlertMessage>;
