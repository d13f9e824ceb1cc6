import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Browser, Page } from "@playwright/test";
import { waitForHydration } from "./hydrated.ts";
import type { Product } from "./product.ts";

export const PASSWORD = "four words in a row";

/** `npm run user -- …`, with a password on its standard input. Answers what it printed. @throws Error when it fails */
export async function userCommand({ dataDir }: Product, args: string[]): Promise<string> {
  const child = spawn(process.execPath, ["--import", "tsx", "workers/user.ts", ...args], {
    env: { ...process.env, REDIS_URL: "", CARILLON_DATA_DIR: dataDir },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => printed.push(String(chunk)));
  child.stdin.end(`${PASSWORD}\n`);
  const [code] = (await once(child, "exit")) as [number];
  if (code !== 0) throw new Error(`npm run user ended with ${code}: ${printed.join("")}`);
  return printed.join("");
}

/** Another browser, in which somebody has signed in. */
export async function browserOf(browser: Browser, product: Product, name: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: product.url });
  const page = await context.newPage();
  waitForHydration(page);
  await page.goto("/sign-in");
  await signIn(page, name);
  await page.waitForURL(`${product.url}/`);
  return page;
}

export async function signIn(page: Page, name: string, password = PASSWORD): Promise<void> {
  await page.getByText("Account", { exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}
