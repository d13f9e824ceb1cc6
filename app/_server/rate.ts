import { CarillonError } from "@/lib/errors.ts";
import type { Caller } from "./authenticate.ts";
import type { Backend } from "./backend.ts";

const SPAN_MS = 10_000;
/** Within the span, by how somebody shows who they are: a person clicks, a program enqueues. */
const MOST_WRITES = { session: 300, token: 20_000 };

/** Holds back who changes things faster than that. @throws CarillonError too_many_requests */
export async function checkRate(
  request: Request,
  { access, via }: Caller,
  { attempts }: Pick<Backend, "attempts">,
): Promise<void> {
  if (request.method === "GET" || request.method === "HEAD") return;
  const allowance = { limit: MOST_WRITES[via], spanMs: SPAN_MS };
  const waitMs = await attempts.note("write", access.actor, allowance);
  if (waitMs !== null)
    throw new CarillonError(
      "too_many_requests",
      `More than ${allowance.limit} changes in ${SPAN_MS / 1_000} s. Go on in a few seconds.`,
      { retryAfterMs: waitMs },
    );
}
