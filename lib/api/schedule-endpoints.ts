import { z } from "zod";
import { ScheduleId } from "../jobs/names.ts";
import { del, type Endpoint, get, patch, post, put } from "./endpoint.ts";
import { Job } from "../jobs/job.ts";
import {
  Backfill,
  BackfillResult,
  CancelSchedule,
  Pause,
  RestoreSchedule,
  ResumeSchedule,
  ScheduleCancelled,
  SkipNext,
  Unskip,
} from "./schedule-actions.ts";
import {
  CreateSchedule,
  PatchSchedule,
  Preview,
  PreviewSchedule,
  PutSchedule,
} from "./schedule-definition.ts";
import { Ledger, ListSchedules, RevisionList, Schedule, ScheduleList } from "./schedules.ts";

const scheduleParams = z.object({ id: ScheduleId });

/** Schedules, what can be done to them, and what became of their times. */
export const scheduleEndpoints = {
  listSchedules: get("/api/v1/schedules", "All schedules", ScheduleList, { query: ListSchedules }),
  createSchedule: post(
    "/api/v1/schedules",
    "Create a schedule: an interval or a cron expression",
    Schedule,
    { permission: "schedules:change", concerns: "body", body: CreateSchedule, status: 201 },
  ),
  previewSchedule: post(
    "/api/v1/schedules/preview",
    "The next runs of a trigger, with notes on clock changes",
    Preview,
    { body: PreviewSchedule, permission: "read" },
  ),
  getSchedule: get("/api/v1/schedules/{id}", "One schedule", Schedule, {
    params: scheduleParams,
    isVersioned: true,
  }),
  putSchedule: put(
    "/api/v1/schedules/{id}",
    "Replace a schedule's definition, or create it under this id; the identical one writes nothing",
    Schedule,
    {
      permission: "schedules:change",
      concerns: "schedule",
      params: scheduleParams,
      body: PutSchedule,
      isGuarded: true,
      isVersioned: true,
    },
  ),
  patchSchedule: patch("/api/v1/schedules/{id}", "Change parts of a schedule", Schedule, {
    permission: "schedules:change",
    concerns: "schedule",
    params: scheduleParams,
    body: PatchSchedule,
    isGuarded: true,
    isVersioned: true,
  }),
  cancelSchedule: del(
    "/api/v1/schedules/{id}",
    "Cancel a schedule; it can be restored for 30 days",
    ScheduleCancelled,
    {
      permission: "schedules:change",
      concerns: "schedule",
      params: scheduleParams,
      body: CancelSchedule,
    },
  ),
  restoreSchedule: post(
    "/api/v1/schedules/{id}/restore",
    "Bring back a cancelled schedule, or an earlier revision of one",
    Schedule,
    {
      permission: "schedules:change",
      concerns: "schedule",
      params: scheduleParams,
      body: RestoreSchedule,
      isGuarded: true,
      isVersioned: true,
    },
  ),
  pauseSchedule: post("/api/v1/schedules/{id}/pause", "Pause a schedule", Schedule, {
    permission: "schedules:change",
    concerns: "schedule",
    params: scheduleParams,
    body: Pause,
  }),
  resumeSchedule: del("/api/v1/schedules/{id}/pause", "Resume a schedule", Schedule, {
    permission: "schedules:change",
    concerns: "schedule",
    params: scheduleParams,
    body: ResumeSchedule,
  }),
  triggerSchedule: post(
    "/api/v1/schedules/{id}/trigger",
    "Run a schedule's job now, beside its plan",
    Job,
    { permission: "schedules:run", concerns: "schedule", params: scheduleParams, status: 201 },
  ),
  skipNext: post(
    "/api/v1/schedules/{id}/skip-next",
    "Skip the next planned time, or one that comes later",
    Schedule,
    {
      permission: "schedules:change",
      concerns: "schedule",
      params: scheduleParams,
      body: SkipNext,
    },
  ),
  unskip: del(
    "/api/v1/schedules/{id}/skip-next",
    "Take a skip back that is still to come",
    Schedule,
    { permission: "schedules:change", concerns: "schedule", params: scheduleParams, body: Unskip },
  ),
  backfillSchedule: post(
    "/api/v1/schedules/{id}/backfill",
    "Make the runs of planned times that are past",
    BackfillResult,
    { permission: "schedules:run", concerns: "schedule", params: scheduleParams, body: Backfill },
  ),
  listRevisions: get(
    "/api/v1/schedules/{id}/revisions",
    "What a schedule was, and who changed it, the newest first",
    RevisionList,
    { params: scheduleParams },
  ),
  getLedger: get(
    "/api/v1/schedules/{id}/ledger",
    "What became of the newest planned times",
    Ledger,
    { params: scheduleParams },
  ),
} as const satisfies Record<string, Endpoint>;
