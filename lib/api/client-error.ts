import { ERROR_STATUS, type ErrorCode } from "../errors.ts";
import { Problem } from "./problem.ts";

/** The server refused. `problem` is what it said; `fieldErrors` has one message for each bad field. */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.detail, options);
    this.name = "ApiError";
    this.status = problem.status;
    this.problem = problem;
  }

  get code(): ErrorCode {
    return this.problem.code;
  }

  /** The first message of each bad field, by its path: `args.to`. */
  get fieldErrors(): Record<string, string> {
    const entries = this.problem.errors.map(({ path, message }) => [path, message] as const);
    return Object.fromEntries(entries.toReversed());
  }
}

/** No answer came: the network, the server or the time was lost. Whether a change took effect is unknown. */
export class UnreachableError extends Error {
  readonly code = "unreachable";
  readonly status = 0;
  readonly fieldErrors: Record<string, string> = {};

  constructor(cause: unknown) {
    super("The server cannot be reached.", { cause });
    this.name = "UnreachableError";
  }
}

/** The refusal in an answer; a proxy between may answer with something that is no problem document. */
export async function apiErrorOf(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  const problem = Problem.safeParse(body);
  return new ApiError(problem.success ? problem.data : strangeProblem(response));
}

function strangeProblem({ status, statusText, headers }: Response): Problem {
  const codes = Object.entries(ERROR_STATUS) as [ErrorCode, number][];
  return {
    type: "about:blank",
    title: statusText || "Refused",
    status,
    detail: `The server answered ${status} without a reason.`,
    code: codes.find(([, known]) => known === status)?.[0] ?? "internal",
    requestId: headers.get("x-request-id") ?? "",
    errors: [],
  };
}
