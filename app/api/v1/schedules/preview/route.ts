import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const POST = route("previewSchedule", ({ body }, service) => service.previewSchedule(body));
