import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const GET = route("getWorker", ({ params }, service) => service.getWorker(params.id));
