import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { findRedis } from "./find.ts";
import { runningServer } from "./leftover.ts";
import { startEmbeddedRedis } from "./server.ts";

describe("the server of a data folder", () => {
  it("is found while it runs, and where it answers", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "carillon-running-"));
    onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
    expect(await runningServer(dataDir)).toBeNull();
    const cacheDir = process.env.CARILLON_CACHE_DIR ?? resolve(".cache", "redis");
    const binary = await findRedis(cacheDir, process.env, () => undefined);
    const server = await startEmbeddedRedis({ binary, dataDir, isPersistent: false });
    expect(await runningServer(dataDir)).toBe(server.url);
    await server.stop();
    expect(await runningServer(dataDir)).toBeNull();
  });
});
