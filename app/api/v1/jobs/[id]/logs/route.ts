import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const GET = route("getJobLogs", ({ params }, service) => service.getJobLogs(params.id));
