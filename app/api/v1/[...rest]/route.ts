import { answering } from "@/app/_server/route.ts";
import { CarillonError } from "@/lib/errors.ts";

export const dynamic = "force-dynamic";

function nowhere(request: Request): Promise<Response> {
  return answering(request, async () => {
    throw new CarillonError(
      "not_found",
      `There is no ${new URL(request.url).pathname}. See /api/v1/openapi.json.`,
    );
  });
}

export { nowhere as DELETE, nowhere as GET, nowhere as PATCH, nowhere as POST, nowhere as PUT };
