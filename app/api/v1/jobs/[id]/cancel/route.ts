import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const POST = route("cancelJob", ({ params, by }, service) =>
  service.cancelJob(params.id, { by }),
);
