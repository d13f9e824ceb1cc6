import { test as base, expect, type Page } from "@playwright/test";
import { createClient } from "../../lib/api/client.ts";
import { waitForHydration } from "./hydrated.ts";
import { type Product, startProduct } from "./product.ts";

interface TestFixtures {
  /** The HTTP API, with the admin token. */
  api: ReturnType<typeof createClient>;
  /** A page of somebody who has signed in. No console error and no failed page may pass unseen. */
  page: Page;
}

interface WorkerFixtures {
  /** Of the product's environment, besides what all have. */
  settings: Record<string, string>;
  product: Product;
}

/** Something a test brings about on purpose, and the browser tells of in its console. */
const EXPECTED = /status of (401|403|404|409|412|415|422|429|503)|net::ERR_FAILED/;

export const test = base.extend<TestFixtures, WorkerFixtures>({
  settings: [{}, { scope: "worker", option: true }],
  product: [
    async ({ settings }, use) => {
      const product = await startProduct(settings);
      await use(product);
      await product.stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
  baseURL: async ({ product }, use) => use(product.url),
  api: async ({ product }, use) =>
    use(createClient({ baseUrl: product.url, token: product.token })),
  page: async ({ page, product }, use) => {
    const problems: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" && !EXPECTED.test(message.text()))
        problems.push(message.text());
    });
    page.on("pageerror", (error) => problems.push(String(error)));
    waitForHydration(page);
    await page.goto(`/sign-in#token=${product.token}`);
    await page.waitForURL(`${product.url}/`);
    await use(page);
    expect(problems, "what the browser's console said").toEqual([]);
  },
});

export { expect };
