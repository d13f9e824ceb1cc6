import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const GET = route("getJob", ({ params }, service) => service.getJob(params.id));

export const DELETE = route("deleteJob", ({ params }, service) => service.deleteJob(params.id));
