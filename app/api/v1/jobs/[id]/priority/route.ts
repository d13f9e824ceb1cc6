import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const POST = route("reprioritiseJob", ({ params, body }, service) =>
  service.reprioritiseJob(params.id, body.priority),
);
