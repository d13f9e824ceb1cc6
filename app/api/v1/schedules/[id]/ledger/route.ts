import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const GET = route("getLedger", ({ params }, service) => service.getLedger(params.id));
