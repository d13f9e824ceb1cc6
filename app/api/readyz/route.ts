import { responseHeaders } from "@/app/_server/problem-response.ts";
import { answering } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

/** 503 while work would not be done: load balancers read the status, people the body. */
export function GET(request: Request): Promise<Response> {
  return answering(request, async (requestId, { service }) => {
    const readiness = await service.getReadiness();
    return Response.json(readiness, {
      status: readiness.status === "ready" ? 200 : 503,
      headers: responseHeaders(requestId),
    });
  });
}
