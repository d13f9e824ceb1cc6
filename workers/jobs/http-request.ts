import { z } from "zod";
import { NonRetriableError } from "../../lib/executor/interruption.ts";
import { defineJob } from "../../lib/jobs/define-job.ts";
import { AllowList } from "../../lib/outgoing/allow-list.ts";
import { RefusedAddressError } from "../../lib/outgoing/guarded-lookup.ts";
import { outgoingRequest } from "../../lib/outgoing/request.ts";

const Expected = z.array(z.int().min(100).max(599)).min(1).max(20);
/** They frame the request itself, which is not the caller's to say. */
const FRAMING =
  /^(host|connection|content-length|transfer-encoding|upgrade|te|trailer|expect|keep-alive)$/i;

const allowed = new AllowList(process.env.CARILLON_OUTGOING_ALLOW);

export default defineJob({
  name: "http.request",
  description: "Calls a URL and keeps the answer's status and body.",
  args: z.object({
    url: z
      .url({ protocol: /^https?$/ })
      // For those who know the schema alone, which has no protocols.
      .regex(/^[Hh][Tt][Tt][Pp][Ss]?:\/\/[^\s/]\S*$/, "must be a URL of https:// or http://")
      .describe("What to call: a public address, unless others are allowed."),
    method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]).default("GET"),
    headers: z
      .record(
        z.string().regex(/^[\w!#$%&'*+.^`|~-]{1,200}$/),
        z
          .string()
          .max(8_000)
          .regex(/^[^\r\n\0]*$/),
      )
      .optional(),
    body: z.string().max(500_000).optional().describe("The body to send, as text."),
    expectStatus: Expected.optional().describe(
      "Which statuses are a success; 200 to 299 when left out.",
    ),
  }),
  attempts: 3,
  timeoutMs: 30_000,
  async run({ url, method, headers = {}, body, expectStatus }, { signal, logger }) {
    const framing = Object.keys(headers).find((name) => FRAMING.test(name));
    if (framing) throw new NonRetriableError(`The header ${framing} cannot be set.`);
    const follows = !expectStatus?.some((status) => status >= 300 && status < 400);
    const asked = { url, method, headers, body, signal, allowed, follows };
    const answer = await outgoingRequest(asked).catch((error: unknown) => {
      if (!(error instanceof RefusedAddressError)) throw error;
      throw new NonRetriableError(error.message);
    });
    const { status } = answer;
    logger.info(`${method} ${url} answered ${status}.`);
    const isExpected = expectStatus ? expectStatus.includes(status) : status >= 200 && status < 300;
    if (!isExpected)
      throw new Error(`${method} ${url} answered ${status}: ${answer.body.slice(0, 500)}`);
    return { status, contentType: answer.contentType, body: answer.body, isCut: answer.isCut };
  },
});
