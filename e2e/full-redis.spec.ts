import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Redis } from "ioredis";
import { findRedis } from "../lib/redis/embedded/find.ts";
import { startEmbeddedRedis } from "../lib/redis/embedded/server.ts";
import { readMemory } from "../lib/redis/memory.ts";
import { passesAxe } from "./support/passes-axe.ts";
import { type Product, startProduct } from "./support/product.ts";
import { expect, test as base } from "./support/test.ts";

/** Beside it what connections take and give back is nothing. */
const BALLAST_BYTES = 64 * 1_048_576;

interface SmallRedis {
  url: string;
  /** Sets its limit so that so much of it is used. */
  fillTo(share: number): Promise<void>;
}

/** A product on a Redis whose memory is as short as the test wants it. */
const test = base.extend<object, { small: SmallRedis; product: Product }>({
  small: [
    // Playwright asks for a pattern, and this fixture needs no other.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const dataDir = mkdtempSync(join(tmpdir(), "carillon-small-redis-"));
      const cacheDir = process.env.CARILLON_CACHE_DIR ?? resolve(".cache", "redis");
      const binary = await findRedis(cacheDir, process.env, () => undefined);
      const server = await startEmbeddedRedis({ binary, dataDir, isPersistent: false });
      const redis = new Redis(server.url);
      await redis.setrange("ballast", BALLAST_BYTES, "x");
      await use({
        url: server.url,
        async fillTo(share) {
          const { usedBytes } = await readMemory(redis);
          await redis.config("SET", "maxmemory", Math.floor(usedBytes / share));
        },
      });
      redis.disconnect();
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
    { scope: "worker" },
  ],
  product: [
    async ({ small }, use) => {
      const product = await startProduct({ REDIS_URL: small.url });
      await use(product);
      await product.stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
});

test("a full Redis is told of before, on the overview", async ({ page, small }) => {
  await small.fillTo(0.85);
  const todo = page.getByRole("list", { name: "What needs you" });
  await expect(todo).toContainText(/Redis uses 8\d % of its \d+ MB\. From 95 % on/);
  await expect(todo).toContainText("Delete finished jobs");
  await small.fillTo(0.97);
  await expect(todo).toContainText(/Redis uses 9\d % of its \d+ MB, and takes no new work\./);
  await passesAxe(page);
  await todo.getByRole("link", { name: "See finished jobs" }).click();
  await expect(page).toHaveURL(/\/jobs\?state=succeeded/);
  await small.fillTo(0.5);
});

test("the form keeps what was typed, says what to do, and works again", async ({ page, small }) => {
  await small.fillTo(0.97);
  await page.goto("/jobs/new?type=demo.echo");
  const message = page.getByRole("textbox", { name: "message" });
  const create = page.getByRole("button", { name: "Create job" });
  const refusal = page.getByRole("alert").filter({ hasText: "The job was not created" });
  await message.fill("kept");
  // The server may have looked at the memory less than a second ago.
  await expect(async () => {
    if (!page.url().includes("/jobs/new")) {
      await page.goto("/jobs/new?type=demo.echo");
      await message.fill("kept");
    }
    await create.click();
    await expect(refusal).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(refusal).toContainText(/Redis uses \d+ MB of its \d+ MB, and from 95 % on/);
  await expect(refusal).toContainText("Delete finished jobs");
  await expect(message).toHaveValue("kept");
  await passesAxe(page);
  await small.fillTo(0.5);
  await expect(async () => {
    await create.click();
    await expect(page).toHaveURL(/\/jobs\/default~/, { timeout: 2_000 });
  }).toPass();
});
