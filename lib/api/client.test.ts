import { describe, expect, expectTypeOf, it } from "vitest";
import { ApiError, createClient, pathOf, UnreachableError } from "./client.ts";
import type { Job } from "../jobs/job.ts";
import type { Problem } from "./problem.ts";

const ID = "default~01JD3V5W3N8Q0M4R7T1B6C2X9Z";

function recorded(answer: () => Response | Promise<Response>) {
  const sent: { url: string; init: RequestInit }[] = [];
  const fetch = async (url: unknown, init: RequestInit = {}) => {
    sent.push({ url: String(url), init });
    return answer();
  };
  return { sent, fetch: fetch as typeof globalThis.fetch };
}

describe("pathOf", () => {
  it("fills in and encodes the path", () => {
    expect(pathOf("getJob", { params: { id: ID } })).toBe(`/api/v1/jobs/${ID}`);
    expect(pathOf("getWorker", { params: { id: "a/b?c" } })).toBe("/api/v1/workers/a%2Fb%3Fc");
  });

  it("is the same text for the same query, whatever its order, and leaves out what is absent", () => {
    const key = pathOf("listJobs", { query: { state: "failed", limit: 5, queue: undefined } });
    expect(key).toBe("/api/v1/jobs?limit=5&state=failed");
    expect(pathOf("listJobs", { query: { limit: 5, state: "failed" } })).toBe(key);
    expect(pathOf("listJobs")).toBe("/api/v1/jobs");
  });
});

describe("call", () => {
  it("sends what the contract says, with token and idempotency key", async () => {
    const { sent, fetch } = recorded(() => Response.json({ id: ID }, { status: 201 }));
    const client = createClient({ baseUrl: "http://carillon.test/", token: "t0ken", fetch });
    const body = { job: "demo.echo", args: { message: "hi" } };
    const job = await client.call("createJob", { body, idempotencyKey: "once" });

    expectTypeOf(job).toEqualTypeOf<Job>();
    expect(job.id).toBe(ID);
    const [{ url, init }] = sent as [(typeof sent)[0]];
    expect(url).toBe("http://carillon.test/api/v1/jobs");
    expect(init.method).toBe("POST");
    expect(JSON.parse(init.body as string)).toEqual(body);
    expect(Object.fromEntries(new Headers(init.headers))).toEqual({
      accept: "application/json",
      authorization: "Bearer t0ken",
      "content-type": "application/json",
      "idempotency-key": "once",
    });
  });

  it("sends an empty object where every field of the body is optional", async () => {
    const { sent, fetch } = recorded(() => Response.json({}));
    await createClient({ fetch }).call("pauseQueue", { params: { name: "default" } });
    expect(sent[0]?.init.body).toBe("{}");
  });

  it("throws the problem, with one message a field", async () => {
    const problem: Problem = {
      type: "about:blank",
      title: "Unprocessable Content",
      status: 422,
      detail: "args.to: wrong",
      code: "invalid_fields",
      requestId: "r1",
      errors: [
        { path: "args.to", message: "wrong" },
        { path: "args.to", message: "also wrong" },
      ],
    };
    const { fetch } = recorded(() => Response.json(problem, { status: 422 }));
    const error = await createClient({ fetch })
      .call("getStats")
      .catch((reason) => reason);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 422, code: "invalid_fields", problem });
    expect(error.fieldErrors).toEqual({ "args.to": "wrong" });
  });

  it("makes a problem of a refusal that is none", async () => {
    const { fetch } = recorded(() => new Response("<h1>Bad gateway</h1>", { status: 502 }));
    const error = await createClient({ fetch })
      .call("getStats")
      .catch((reason) => reason);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 502, code: "internal" });
  });

  it("tells a lost network from an abort that was asked for", async () => {
    const lost = recorded(() => Promise.reject(new TypeError("fetch failed")));
    await expect(createClient({ fetch: lost.fetch }).call("getStats")).rejects.toBeInstanceOf(
      UnreachableError,
    );
    const aborted = recorded(() => Promise.reject(new DOMException("", "AbortError")));
    await expect(createClient({ fetch: aborted.fetch }).call("getStats")).rejects.toMatchObject({
      name: "AbortError",
    });
  });

  it("lets the compiler demand exactly the parts an endpoint has", () => {
    const client = createClient();
    const wrong = () => {
      // @ts-expect-error params are missing
      void client.call("getJob");
      // @ts-expect-error there is no body
      void client.call("getJob", { params: { id: ID }, body: {} });
      // @ts-expect-error the job type is missing
      void client.call("createJob", { body: { args: {} } });
      // @ts-expect-error no such state
      void client.call("listJobs", { query: { state: "lost" } });
    };
    expect(wrong).toBeInstanceOf(Function);
  });
});
