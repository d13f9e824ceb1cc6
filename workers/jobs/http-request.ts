import { z } from "zod";
import { defineJob } from "../../lib/jobs/define-job.ts";

const MOST_BODY_BYTES = 1_000_000;

const Expected = z.array(z.int().min(100).max(599)).min(1).max(20);

export default defineJob({
  name: "http.request",
  description: "Calls a URL and keeps the answer's status and body.",
  args: z.object({
    url: z.url({ protocol: /^https?$/ }).describe("What to call."),
    method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]).default("GET"),
    headers: z.record(z.string().max(200), z.string().max(8_000)).optional(),
    body: z.string().max(500_000).optional().describe("The body to send, as text."),
    expectStatus: Expected.optional().describe(
      "Which statuses are a success; 200 to 299 when left out.",
    ),
  }),
  attempts: 3,
  timeoutMs: 30_000,
  async run({ url, method, headers, body, expectStatus }, { signal, logger }) {
    const response = await fetch(url, { method, headers, body, signal, redirect: "manual" });
    const { text, isCut } = await readBody(response);
    logger.info(`${method} ${url} answered ${response.status}.`);
    const isExpected = expectStatus ? expectStatus.includes(response.status) : response.ok;
    if (!isExpected)
      throw new Error(`${method} ${url} answered ${response.status}: ${text.slice(0, 500)}`);
    return {
      status: response.status,
      contentType: response.headers.get("content-type"),
      body: text,
      isCut,
    };
  },
});

/** Reads no more than a megabyte of an answer: what is beyond it is dropped, and `isCut` says so. */
async function readBody(response: Response): Promise<{ text: string; isCut: boolean }> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes > MOST_BODY_BYTES) break;
  }
  const whole = Buffer.concat(chunks);
  return {
    text: whole.subarray(0, MOST_BODY_BYTES).toString("utf8"),
    isCut: bytes > MOST_BODY_BYTES,
  };
}
