import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const POST = route("abortOperation", ({ params, by }, service) =>
  service.abortOperation(params.id, { by }),
);
