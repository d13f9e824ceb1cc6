import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const GET = route("getSchedule", ({ params }, service) => service.getSchedule(params.id));

export const DELETE = route("cancelSchedule", ({ params, body, by }, service) =>
  service.cancelSchedule(params.id, { ...body, by }),
);
