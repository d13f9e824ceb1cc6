import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const GET = route("getQueue", ({ params }, service) => service.getQueue(params.name));
