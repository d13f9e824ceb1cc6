import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const POST = route("runJobNow", ({ params }, service) => service.runJobNow(params.id));
