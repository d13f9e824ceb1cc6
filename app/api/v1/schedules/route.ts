import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const GET = route("listSchedules", (_, service) => service.listSchedules());

export const POST = route(
  "createSchedule",
  ({ body: { startAt, endAt, ...schedule }, by }, service) =>
    service.createSchedule(
      {
        ...schedule,
        startAt: startAt === undefined ? undefined : new Date(startAt),
        endAt: endAt === undefined ? undefined : new Date(endAt),
      },
      { by },
    ),
);
