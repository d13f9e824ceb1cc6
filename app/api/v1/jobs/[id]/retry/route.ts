import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const POST = route("retryJob", ({ params }, service) => service.retryJob(params.id));
