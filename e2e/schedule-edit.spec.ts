import type { Page } from "@playwright/test";
import { passesAxe } from "./support/passes-axe.ts";
import { expect, test } from "./support/test.ts";

const echo = { job: "demo.echo", args: { message: "a run" } };
const MINUTE_MS = 60_000;

type Api = Parameters<Parameters<typeof test>[2]>[0]["api"];

const preview = (page: Page) => page.getByRole("region", { name: "Next runs" });
const save = (page: Page) => page.getByRole("button", { name: "Save changes" }).click();
const review = (page: Page) => page.getByRole("dialog", { name: /^Save these changes/ });
const saved = (page: Page, id: string) => expect(page).toHaveURL(new RegExp(`/schedules/${id}$`));
const schedule = (api: Api, id: string) => api.call("getSchedule", { params: { id } });

test("an edit shows what it changes, and leaves the next time where it can", async ({
  page,
  api,
}) => {
  const body = { ...echo, every: 60 * MINUTE_MS, limit: 50, tags: [] };
  const made = await api.call("putSchedule", { params: { id: "edited" }, body });
  await page.goto("/schedules/edited/edit");
  await expect(preview(page).getByRole("listitem").first()).toBeVisible();
  await expect(page.getByLabel("Most runs")).toHaveValue("50");
  await save(page);
  await expect(page.getByText("Nothing has changed: there is nothing to save.")).toBeVisible();
  await passesAxe(page);

  await page.getByRole("textbox", { name: "message" }).fill("other work");
  await save(page);
  await expect(review(page).getByRole("row", { name: /Argument message/ })).toContainText(
    "other work",
  );
  await expect(review(page)).toContainText("The next time stays:");
  await passesAxe(page);
  await page.keyboard.press("Enter");
  await saved(page, "edited");
  expect(await schedule(api, "edited")).toMatchObject({
    revision: 2,
    next: made.next,
    args: { message: "other work" },
    options: { tags: [] },
  });

  await page.goto("/schedules/edited/edit");
  await page.getByLabel("Every", { exact: true }).fill("30");
  await page.getByLabel("Unit of the interval").selectOption("minutes");
  await page.getByLabel("Most runs").fill("");
  await save(page);
  await expect(review(page)).toContainText("every 1 hour");
  await expect(review(page)).toContainText("every 30 minutes");
  await expect(review(page)).toContainText(/The next run moves from .* to /);
  await review(page).getByRole("button", { name: "Keep editing" }).click();
  await save(page);
  await review(page).getByRole("button", { name: "Save the changes" }).click();
  await saved(page, "edited");
  const after = await schedule(api, "edited");
  expect(after).toMatchObject({ revision: 3, limit: null, options: { tags: [] } });
  expect(Date.parse(after.next[0]!)).toBeLessThan(Date.parse(made.next[0]!));
});

test("two who edit at once are told of each other, and choose", async ({
  page,
  api,
  browser,
  product,
}) => {
  test.setTimeout(120_000);
  const body = {
    job: "http.request",
    args: { url: "https://example.org/a" },
    every: 60 * MINUTE_MS,
  };
  await api.call("putSchedule", { params: { id: "shared" }, body: { ...body, limit: 5 } });
  const other = await browser.newPage({ baseURL: product.url, timezoneId: "Europe/Berlin" });
  await other.goto(`/sign-in#token=${product.token}`);
  await other.waitForURL(`${product.url}/`);

  await page.goto("/schedules/shared/edit");
  await page.getByRole("textbox", { name: "url" }).fill("https://example.org/mine");
  await page.getByLabel("Every", { exact: true }).fill("3");
  await other.goto("/schedules/shared/edit");
  await other.getByLabel("Every", { exact: true }).fill("2");
  await other.getByLabel("Most runs").fill("7");
  await save(other);
  await review(other).getByRole("button", { name: "Save the changes" }).click();
  await saved(other, "shared");
  await other.close();

  await expect(page.getByText("It has been changed")).toBeVisible();
  await save(page);
  await review(page).getByRole("button", { name: "Save the changes" }).click();
  const conflict = page.getByRole("region", { name: /was changed while you edited it/ });
  await expect(conflict.getByRole("heading")).toBeFocused();
  await expect(conflict).toContainText(/owner saved revision 2/);
  await expect(conflict.getByRole("row", { name: /^Most runs/ })).toContainText("5");
  await expect(conflict.getByRole("radio", { name: /^Most runs: take theirs, 7/ })).toBeChecked();
  await expect(conflict.getByRole("radio", { name: /^Argument url: keep mine/ })).toBeChecked();
  const take = conflict.getByRole("button", { name: "Take this into the form" });
  await expect(take).toBeDisabled();
  await passesAxe(page);
  await conflict.getByRole("radio", { name: /^When: keep mine, every 3 hours/ }).check();
  await take.click();
  await expect(page.getByLabel("Most runs")).toHaveValue("7");
  await expect(page.getByLabel("Every", { exact: true })).toHaveValue("3");
  await save(page);
  await expect(review(page).getByRole("row", { name: /^When/ })).toContainText("every 2 hours");
  await review(page).getByRole("button", { name: "Save the changes" }).click();
  await saved(page, "shared");
  expect(await schedule(api, "shared")).toMatchObject({
    revision: 3,
    limit: 7,
    trigger: { everyMs: 180 * MINUTE_MS },
    args: { url: "https://example.org/mine" },
  });
});

test("one that is cancelled while it is edited keeps what was typed", async ({ page, api }) => {
  const params = { id: "gone" };
  await api.call("putSchedule", { params, body: { ...echo, every: 60 * MINUTE_MS } });
  await page.goto("/schedules/gone/edit");
  await page.getByRole("textbox", { name: "message" }).fill("still here");
  await api.call("cancelSchedule", { params, body: {} });
  await save(page);
  await review(page).getByRole("button", { name: "Save the changes" }).click();
  await expect(page.getByText("gone was cancelled meanwhile")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "message" })).toHaveValue("still here");
  await api.call("restoreSchedule", { params, body: {} });
  await save(page);
  await review(page).getByRole("button", { name: "Save the changes" }).click();
  await page.getByRole("button", { name: "Take this into the form" }).click();
  await save(page);
  await review(page).getByRole("button", { name: "Save the changes" }).click();
  await saved(page, "gone");
  expect((await schedule(api, "gone")).args).toEqual({ message: "still here" });
});

test("leaving asks while something is not saved", async ({ page, api }) => {
  await api.call("putSchedule", {
    params: { id: "left" },
    body: { ...echo, every: 60 * MINUTE_MS },
  });
  await page.goto("/schedules/left/edit");
  await page.getByRole("link", { name: "Back to left" }).click();
  await saved(page, "left");
  await page.goBack();
  const message = page.getByRole("textbox", { name: "message" });
  await message.fill("typed");
  const asks = page.getByRole("alertdialog", { name: "Leave without saving?" });
  await page.getByRole("link", { name: "Back to left" }).click();
  await expect(asks.getByRole("button", { name: "Stay here" })).toBeFocused();
  await passesAxe(page);
  await page.keyboard.press("Escape");
  await expect(message).toHaveValue("typed");
  await page.evaluate(() => history.forward());
  await expect(asks).toBeVisible();
  await asks.getByRole("button", { name: "Stay here" }).click();
  await page.keyboard.press("Control+k");
  await page.getByRole("option", { name: /^Queues/ }).click();
  await asks.getByRole("button", { name: "Leave without saving" }).click();
  await expect(page).toHaveURL(/\/queues$/);
  await page.goto("/schedules/left/edit");
  await page.getByRole("link", { name: "Back to left" }).click();
  await saved(page, "left");
});

test("the edit is done by the keyboard alone, on a small screen", async ({ page, api }) => {
  await page.setViewportSize({ width: 375, height: 780 });
  await api.call("putSchedule", {
    params: { id: "by-keys" },
    body: { ...echo, every: 60 * MINUTE_MS },
  });
  await page.goto("/schedules/by-keys/edit");
  const every = page.getByLabel("Every", { exact: true });
  await every.focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("2");
  await page.keyboard.press("Control+Enter");
  await expect(review(page).getByRole("button", { name: "Save the changes" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(every).toBeFocused();
  await page.keyboard.press("Control+Enter");
  await expect(review(page)).toContainText("every 2 hours");
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(await overflow()).toBeLessThanOrEqual(0);
  await page.keyboard.press("Enter");
  await saved(page, "by-keys");
});
