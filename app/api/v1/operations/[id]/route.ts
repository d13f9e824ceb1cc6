import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const GET = route("getOperation", ({ params }, service) => service.getOperation(params.id));
