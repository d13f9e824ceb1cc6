import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const GET = route("getBatch", ({ params }, service) => service.getBatch(params.id));
