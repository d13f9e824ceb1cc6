import { type Browser, expect, test as base } from "@playwright/test";
import { openProvider } from "../lib/testing/openid-provider.ts";
import { passesAxe } from "./support/passes-axe.ts";
import { type Product, startProduct } from "./support/product.ts";

const PEOPLE = {
  ada: { groups: ["admins"], preferred_username: "ada" },
  vic: { groups: ["viewers"], preferred_username: "vic" },
  nan: { groups: [], preferred_username: "nan" },
};

interface WorkerFixtures {
  provider: Awaited<ReturnType<typeof openProvider>>;
  product: Product;
}

/** A product and a provider that know each other. The provider is there only when the product has started. */
const test = base.extend<object, WorkerFixtures>({
  provider: [
    // Playwright asks for a pattern, and this fixture needs no other.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const provider = await openProvider();
      await use(provider);
      await provider.close();
    },
    { scope: "worker" },
  ],
  product: [
    async ({ provider }, use) => {
      const product = await startProduct({
        CARILLON_OIDC_ISSUER: provider.issuer,
        CARILLON_OIDC_CLIENT_ID: "carillon",
        CARILLON_OIDC_NAME: "Example Login",
        CARILLON_OIDC_ADMINS: "admins",
        CARILLON_OIDC_VIEWERS: "viewers",
      });
      await use(product);
      await product.stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
  baseURL: async ({ product }, use) => use(product.url),
});

const serve = ({ provider, product }: WorkerFixtures) =>
  provider.serve({
    people: PEOPLE,
    redirectUri: `${product.url}/api/sign-in/oidc/callback`,
  });

test("a provider that is away is told of, and the other ways in are open", async ({
  page,
  product,
}) => {
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Sign in with Example Login" }).click();
  await expect(page.getByRole("alert").getByText("does not answer as it should")).toBeVisible();
  await page.getByLabel("Admin token").fill(product.token);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(`${product.url}/`);
});

test("the way in by a provider is a link that goes on to where one wanted to be", async ({
  page,
  product,
  provider,
}) => {
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  serve({ product, provider });
  await page.goto("/users");
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fusers/);
  const link = page.getByRole("link", { name: "Sign in with Example Login" });
  await link.focus();
  await page.keyboard.press("Enter");
  await page.getByLabel("Who are you?").fill("ada");
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page).toHaveURL(`${product.url}/users`);
  await expect(page.getByText("Who signs in with Example Login has no account")).toBeVisible();
  await page.goto("/account");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^ada \(oidc [0-9a-f]{8}\)$/);
  await expect(page.getByText("You have signed in with Example Login. As an admin")).toBeVisible();
  await expect(page.getByText("your password is changed there")).toBeVisible();
  await passesAxe(page);
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  expect(problems.filter((text) => !text.includes("401"))).toEqual([]);
});

test("who is not let in is told why, and reads nothing that the provider wrote", async ({
  page,
  product,
  provider,
}) => {
  serve({ product, provider });
  await page.goto("/sign-in?next=%2Fqueues");
  const link = page.getByRole("link", { name: "Sign in with Example Login" });
  await link.click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("alert").getByText("did not let you in")).toBeVisible();
  await expect(page).toHaveURL(/next=%2Fqueues/);
  await expect(page.getByText("Not today")).toBeHidden();
  await expect(page.getByText(/^Request [0-9a-f-]{36}$/)).toBeVisible();
  await link.click();
  await page.getByLabel("Who are you?").fill("nan");
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByText("nobody there has given you a role in Carillon")).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const)
    for (const width of [1280, 375]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await passesAxe(page);
      const isWide = await page.evaluate(() => document.body.scrollWidth > window.innerWidth);
      expect(isWide, `wider than ${width}`).toBe(false);
    }
  await page.goto('/sign-in?refused=<img src=x onerror="alert(1)">&request=<b>x</b>');
  await expect(page.getByText("You are not signed in")).toBeHidden();
});

test("the link needs no script", async ({ browser, product, provider }) => {
  serve({ product, provider });
  const page = await pageWithoutScript(browser, product);
  await page.goto("/jobs");
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByRole("link", { name: "Sign in with Example Login" }).click();
  await page.getByLabel("Who are you?").fill("vic");
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page).toHaveURL(`${product.url}/jobs`);
  await page.context().close();
});

async function pageWithoutScript(browser: Browser, { url }: Product) {
  const context = await browser.newContext({ baseURL: url, javaScriptEnabled: false });
  return context.newPage();
}
