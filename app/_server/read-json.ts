import { CarillonError, invalidField } from "@/lib/errors.ts";

const MOST_BODY_BYTES = 1_200_000;
/** Arguments may have a hundred levels, and stand in a job of a batch. */
const MOST_DEPTH = 110;
/** Of one object. */
const MOST_KEYS = 10_000;

/**
 * The body of a request; `{}` for none.
 * @throws CarillonError unsupported_media_type, payload_too_large, invalid_request, or invalid_fields for what JSON can say and nobody means
 */
export async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  const bytes = await readBytes(request);
  if (bytes.byteLength === 0) return {};
  if (type !== "application/json")
    throw new CarillonError("unsupported_media_type", "Send the body as application/json.");
  const value = parsed(textOf(bytes));
  checkShape(value);
  return value;
}

async function readBytes(request: Request): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BODY_BYTES)
      throw new CarillonError(
        "payload_too_large",
        `The body is larger than ${MOST_BODY_BYTES} bytes.`,
      );
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Bytes that are no UTF-8 would be read as other characters than were meant. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new CarillonError("invalid_request", "The body is not UTF-8.", { cause });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new CarillonError("invalid_request", "The body is not JSON.", { cause });
  }
}

type Member = [path: string, value: unknown];

/** Level by level, since what is nested deep enough would exhaust the stack of whatever walks into it. */
function checkShape(root: unknown): void {
  let level: Member[] = [["", root]];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MOST_DEPTH)
      throw new CarillonError(
        "invalid_request",
        `The body is nested deeper than ${MOST_DEPTH} levels.`,
      );
    level = level.flatMap(([path, value]) => membersOf(path, value));
  }
}

function membersOf(path: string, value: unknown): Member[] {
  if (typeof value === "number" && !Number.isFinite(value))
    throw invalidField(path, "must be a number that is not too large to be one");
  if (typeof value !== "object" || value === null) return [];
  const members = Object.entries(value);
  if (members.length > MOST_KEYS && !Array.isArray(value))
    throw invalidField(path, `must have at most ${MOST_KEYS} fields, and has ${members.length}`);
  return members.map(([name, member]) => [path === "" ? name : `${path}.${name}`, member]);
}
