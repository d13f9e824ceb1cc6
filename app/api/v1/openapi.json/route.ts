import { responseHeaders } from "@/app/_server/problem-response.ts";
import { answering, callerWho } from "@/app/_server/route.ts";
import { openApiDocument } from "@/lib/api/openapi.ts";
import { VERSION } from "@/lib/process/version.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request): Promise<Response> {
  return answering(request, async (requestId) => {
    await callerWho(request, "read");
    return Response.json(openApiDocument(VERSION), { headers: responseHeaders(requestId) });
  });
}
