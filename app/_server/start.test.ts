import { afterEach, expect, it, vi } from "vitest";
import { testRedisUrl, uniquePrefix } from "@/lib/testing/redis.ts";
import { closeBackend } from "./backend.ts";
import { answering } from "./route.ts";
import { start } from "./start.ts";

afterEach(async () => {
  await closeBackend();
  delete (globalThis as Record<symbol, unknown>)[Symbol.for("carillon.backend")];
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

function refusedByRedis() {
  const url = new URL(testRedisUrl("web"));
  url.password = "a-password-that-is-wrong";
  vi.stubEnv("REDIS_URL", url.href);
  vi.stubEnv("CARILLON_PREFIX", uniquePrefix());
  vi.stubEnv("LOG_LEVEL", "silent");
  return url;
}

it("what Redis refuses is no matter of who asks over HTTP: 503, without hosts and settings", async () => {
  const { host } = refusedByRedis();
  const request = new Request("http://127.0.0.1:3000/", { headers: { host: "127.0.0.1:3000" } });
  const response = await answering(request, async (_, { service }) =>
    Response.json(await service.listQueues()),
  );
  expect(response.status).toBe(503);
  const text = await response.text();
  expect(text).toContain("Redis does not answer.");
  expect(text).not.toMatch(new RegExp(`${host}|REDIS_URL|WRONGPASS`));
});

it("a web process whose password Redis refuses ends with 78, and says so without the password", async () => {
  const url = refusedByRedis();
  // What the process does at its end is not for the one that runs the tests.
  vi.spyOn(process, "once").mockReturnThis();
  const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const exit = vi.spyOn(process, "exit").mockReturnValue(undefined as never);
  void start();
  await expect.poll(() => exit.mock.calls, { timeout: 15_000 }).toEqual([[78]]);
  const text = said.mock.calls.join("\n");
  expect(text).toMatch(/does not know this user and password \(WRONGPASS\)/);
  expect(text).not.toContain(url.password);
});
