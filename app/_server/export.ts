import { api } from "@/lib/api/contract.ts";
import type { Endpoint } from "@/lib/api/endpoint.ts";
import { type ExportFormat, MOST_EXPORTED } from "@/lib/api/export.ts";
import { CarillonError } from "@/lib/errors.ts";
import type { z } from "zod";
import { type Trail, writeTrail } from "./audited.ts";
import { authenticate } from "./authenticate.ts";
import { checkPermission } from "./authorise.ts";
import type { Backend } from "./backend.ts";
import { csvLine } from "./csv.ts";
import { parseInput } from "./parse-input.ts";
import { responseHeaders } from "./problem-response.ts";
import { answering } from "./route.ts";

type ExportName = "exportAudit" | "exportJobs";
type Query<N extends ExportName> = z.output<(typeof api)[N]["query"]>;
type Row<N extends ExportName> = z.output<(typeof api)[N]["response"]>;

/** Which columns a spreadsheet has, and what stands in them. */
type Columns<N extends ExportName> = Record<string, (row: Row<N>) => string | number | null>;
type Rows<N extends ExportName> = (query: Query<N>, backend: Backend) => AsyncIterable<Row<N>>;

/** A route that answers a file, row by row as it is read; who took it, and by which filter, stands in the audit log. */
export function exporting<N extends ExportName>(name: N, columns: Columns<N>, rows: Rows<N>) {
  const endpoint: Endpoint = api[name];
  return (request: Request): Promise<Response> =>
    answering(request, async (requestId, backend) => {
      const trail: Trail = { action: name, caller: null, params: undefined, before: undefined };
      try {
        trail.caller = await authenticate(request, backend);
        checkPermission(endpoint.permission, trail.caller.access);
        const query = (await parseInput(endpoint, request, {})).query as Query<N>;
        const lines = linesOf(query.format, columns, await begun(rows(query, backend)));
        await writeTrail(
          request,
          requestId,
          trail,
          endpoint,
          { status: 200, answer: query },
          backend,
        );
        return fileOf(name, query.format, requestId, lines);
      } catch (error) {
        if (error instanceof CarillonError)
          await writeTrail(request, requestId, trail, endpoint, { error }, backend);
        throw error;
      }
    });
}

/** With its first row read: what is refused, or cannot be read at all, is answered as such and not by a file that breaks off. */
async function begun<T>(rows: AsyncIterable<T>): Promise<AsyncIterable<T>> {
  const iterator = rows[Symbol.asyncIterator]();
  const first = await iterator.next();
  return (async function* () {
    if (first.done) return;
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => iterator };
  })();
}

async function* linesOf<N extends ExportName>(
  format: ExportFormat,
  columns: Columns<N>,
  rows: AsyncIterable<Row<N>>,
): AsyncGenerator<string> {
  if (format === "csv") yield csvLine(Object.keys(columns));
  let count = 0;
  for await (const row of rows) {
    yield format === "ndjson"
      ? `${JSON.stringify(row)}\n`
      : csvLine(Object.values(columns).map((cellOf) => cellOf(row)));
    count += 1;
    if (count === MOST_EXPORTED) return;
  }
}

/** Reads on as fast as it is taken, and stops when nobody takes it any more. */
function fileOf(
  name: ExportName,
  format: ExportFormat,
  requestId: string,
  lines: AsyncGenerator<string>,
): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
  const file = `carillon-${name === "exportAudit" ? "audit" : "jobs"}.${format}`;
  return new Response(body, {
    headers: {
      ...responseHeaders(requestId),
      "content-type":
        format === "csv" ? "text/csv; charset=utf-8; header=present" : "application/x-ndjson",
      "content-disposition": `attachment; filename="${file}"`,
    },
  });
}
