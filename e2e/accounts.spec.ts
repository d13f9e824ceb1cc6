import type { Page } from "@playwright/test";
import { createClient } from "../lib/api/client.ts";
import { browserOf, PASSWORD, signIn, userCommand } from "./support/accounts.ts";
import { waitForHydration } from "./support/hydrated.ts";
import { passesAxe } from "./support/passes-axe.ts";
import { expect as soonExpect, test } from "./support/test.ts";

/** Passwords take their time, on purpose. */
const expect = soonExpect.configure({ timeout: 20_000 });

test.describe.configure({ timeout: 180_000 });

const level1 = (page: Page) => page.getByRole("heading", { level: 1 });

test("a viewer of the command line signs in, and is told what is not for them", async ({
  page,
  product,
}) => {
  expect(await userCommand(product, ["add", "vera", "--role", "viewer"])).toContain(
    "vera may sign in as viewer",
  );
  await page.context().clearCookies();
  await page.goto("/workers?x=1");
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fworkers%3Fx%3D1/);

  await signIn(page, "vera", "not her password");
  const told = page.getByText("The name or the password is not right.");
  await expect(told).toBeVisible();
  await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
  await signIn(page, "nobody-at-all");
  await expect(page.getByRole("button", { name: "Signing in" })).toBeVisible();
  await expect(told).toBeVisible();
  await signIn(page, "vera");
  await expect(page).toHaveURL(/\/workers\?x=1$/);

  const main = page.getByRole("navigation", { name: "Main" });
  await expect(main.getByRole("link", { name: "Workers" })).toBeVisible();
  await expect(main.getByRole("link", { name: "Users" })).toBeHidden();
  await page.goto("/users");
  const reason = "Your role is viewer. Only an admin may manage accounts.";
  await expect(page.getByText("You may not see who has an account")).toBeVisible();
  const add = page.getByRole("button", { name: "Add user" });
  await expect(add).toBeDisabled();
  await expect(add).toHaveAccessibleDescription(reason);
  await add.focus();
  await expect(page.getByText(reason)).toHaveCount(3);
  await page.keyboard.press("Escape");
  await expect(page.getByText(reason)).toHaveCount(2);
  await add.press("Enter");
  await expect(page.getByRole("listitem").filter({ hasText: reason })).toBeVisible();
  await expect(page.getByRole("dialog")).toBeHidden();
  await passesAxe(page, "/users of a viewer");

  await page.goto("/users/vera");
  await expect(page.getByText("You may not see this account")).toBeVisible();
  await page.goto("/account");
  await expect(page.getByText("You may look at jobs")).toBeVisible();
  await expect(
    page.locator("main").getByText("Only an operator or an admin may create jobs."),
  ).toBeVisible();
});

test("an admin adds, changes, disables and removes somebody, by the keyboard alone", async ({
  page,
  browser,
  product,
}) => {
  await page.goto("/users");
  await page.keyboard.press("g");
  await page.keyboard.press("u");
  await page.getByRole("button", { name: "Add user" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Add a user" });
  await expect(dialog.getByLabel("Name", { exact: true })).toBeFocused();
  await page.keyboard.type("olga");
  await dialog.getByLabel("Password", { exact: true }).focus();
  await page.keyboard.type("short");
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("Must have at least 12 characters")).toBeVisible();
  await expect(dialog.getByLabel("Password", { exact: true })).toHaveAttribute(
    "aria-invalid",
    "true",
  );
  await passesAxe(page, "the dialog with an error");
  await dialog.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(level1(page)).toContainText("olga");

  const olga = await browserOf(browser, product, "olga");
  await page.getByText("Only these").click();
  await page.getByLabel("Names of queues").fill("mail, reports");
  await page.getByRole("button", { name: "Save role and queues" }).click();
  await expect(page.getByText("Operator, for the queues mail and reports.")).toBeVisible();
  // Other queues are no reason to sign out.
  await olga.goto("/account");
  await expect(olga.getByText("the queues mail and reports", { exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Disable" }).click();
  await page.getByRole("button", { name: "Disable the account" }).click();
  await expect(level1(page)).toContainText("Disabled");
  await expect(olga).toHaveURL(/\/sign-in/);
  await page.getByRole("button", { name: "Enable" }).click();
  await expect(level1(page)).toContainText("Active");
  await signIn(olga, "olga");
  await expect(olga).toHaveURL(/\/account$/);

  await page.getByRole("button", { name: "Suggest one" }).click();
  const password = await page.getByRole("textbox", { name: "Password" }).inputValue();
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(olga).toHaveURL(/\/sign-in/);
  await signIn(olga, "olga", password);
  await expect(olga).toHaveURL(/\/account$/);

  await page.getByRole("button", { name: "Remove", exact: true }).click();
  const question = page.getByRole("alertdialog");
  await expect(question.getByRole("button", { name: "Keep it" })).toBeFocused();
  await question.getByRole("button", { name: "Remove the account" }).click();
  await expect(page).toHaveURL(/\/users$/);
  await expect(page.getByRole("link", { name: "olga" })).toBeHidden();
  await expect(olga).toHaveURL(/\/sign-in/);
  await olga.context().close();
});

test("a token is made, used, narrowed and revoked", async ({ page, product }) => {
  await page.goto("/account");
  await page.getByRole("button", { name: "Make a token" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("What it is for").fill("deploys");
  await dialog.getByText("Only this").click();
  await dialog.getByRole("checkbox", { name: /look at jobs/ }).check();
  await passesAxe(page, "the dialog of a new token");
  await dialog.getByRole("button", { name: "Make the token" }).click();
  const shown = dialog.getByRole("group", { name: "the token" });
  const token = (await shown.innerText()).trim();
  expect(token).toMatch(/^car_/);
  await passesAxe(page, "the secret");
  await dialog.getByRole("button", { name: "I have kept it" }).click();
  const row = page.getByRole("row", { name: /deploys/ });
  await expect(row).toContainText("Admin, every queue, read");

  const program = createClient({ baseUrl: product.url, token });
  expect(await program.call("getSession")).toMatchObject({ actor: "owner (token deploys)" });
  await expect(
    program.call("createJob", { body: { job: "demo.echo", args: { message: "x" } } }),
  ).rejects.toMatchObject({ status: 403 });
  await expect(row).not.toContainText("used never");
  expect((await fetch(`${product.url}/api/v1/queues?token=${token}`)).status).toBe(401);

  await row.getByRole("button", { name: "Revoke the token deploys" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Revoke the token" }).click();
  await expect(row).toBeHidden();
  await expect(program.call("getSession")).rejects.toMatchObject({ status: 401 });
});

test("who signs out everywhere is out in the other browser too", async ({ browser, product }) => {
  await userCommand(product, ["add", "ida", "--role", "operator"]);
  const here = await browserOf(browser, product, "ida");
  const there = await browserOf(browser, product, "ida");
  await there.goto("/queues");
  await expect(there.getByRole("button", { name: /^Live/ })).toBeVisible();
  await here.goto("/account");

  await here.getByLabel("Present password").fill(PASSWORD);
  await here.getByLabel("New password", { exact: true }).fill("four other words in a row");
  await here.getByLabel("The new password again").fill("four other words in a row");
  await here.getByRole("button", { name: "Change the password" }).click();
  await expect(there).toHaveURL(/\/sign-in\?next=%2Fqueues/);
  await here.reload();
  await expect(level1(here)).toHaveText("ida");

  await signIn(there, "ida", "four other words in a row");
  await expect(there).toHaveURL(/\/queues$/);
  await here.getByRole("button", { name: "Sign out everywhere" }).click();
  await here.getByRole("alertdialog").getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(here).toHaveURL(/\/sign-in$/);
  await expect(there).toHaveURL(/\/sign-in/);
  for (const page of [here, there]) await page.context().close();
});

test("who tries too often is told how long to wait", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();
  waitForHydration(page);
  await page.goto("/sign-in");
  await page.route("**/api/sign-in", (route) =>
    route.fulfill({
      status: 429,
      headers: { "retry-after": "42" },
      contentType: "application/problem+json",
      body: JSON.stringify({
        type: "urn:carillon:problem:too_many_requests",
        title: "Too many requests",
        status: 429,
        detail: "Too many attempts to sign in. Try again in 42 s.",
        code: "too_many_requests",
        requestId: "r",
        errors: [],
      }),
    }),
  );
  await signIn(page, "vera");
  await expect(page.getByText("Try again in 42 s.")).toBeVisible();
  for (const width of [1280, 375]) {
    await page.setViewportSize({ width, height: 850 });
    await passesAxe(page, `the door at ${width}`);
  }
  await context.close();
});
