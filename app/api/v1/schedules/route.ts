import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const GET = route("listSchedules", ({ query }, service) => service.listSchedules(query));

export const POST = route("createSchedule", ({ body, by }, service) =>
  service.createSchedule(body, { by }),
);
