import { expect, test } from "./support/test.ts";

const HOUR_MS = 3_600_000;
const echo = (message: string) => ({ job: "demo.echo", args: { message } });

test("a job is found by part of its arguments, and the address says how", async ({ page, api }) => {
  await api.call("createJob", { body: { ...echo('needle "Zażółć" 1'), delayMs: HOUR_MS } });
  await api.call("createJob", { body: { ...echo("hay"), delayMs: HOUR_MS } });
  await page.goto("/jobs?state=scheduled");
  const rows = page.locator("[data-job]");
  await expect(rows.filter({ hasText: "hay" }).first()).toBeVisible();

  await page.keyboard.press("/");
  const box = page.getByRole("searchbox", { name: "Search the jobs" });
  await expect(box).toBeFocused();
  await page.keyboard.type('needle "zażółć"');
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("needle");
  await expect(page).toHaveURL(/q=needle/);
  await expect(page.getByText(/^Found 1 among \d+ jobs\.$/)).toBeVisible();

  await page.reload();
  await expect(box).toHaveValue('needle "zażółć"');
  await expect(rows).toHaveCount(1);

  await box.fill("no job has this");
  await expect(page.getByText("No job fits these filters")).toBeVisible();
  await expect(page.getByText("search no job has this")).toBeVisible();
  await page.getByRole("button", { name: "Clear the filters" }).click();
  await expect(box).toHaveValue("");
  await expect(rows.filter({ hasText: "hay" }).first()).toBeVisible();
});

test("jobs are narrowed down by tag and by time", async ({ page, api }) => {
  const tags = ["search-spec"];
  await api.call("createJob", { body: { ...echo("soon"), tags, delayMs: HOUR_MS / 2 } });
  await api.call("createJob", { body: { ...echo("late"), tags, delayMs: 48 * HOUR_MS } });
  await page.goto("/jobs?state=scheduled");
  const rows = page.locator("[data-job]");
  await page.getByLabel("Tag").fill("search-spec");
  await expect(rows).toHaveCount(2);
  await page.getByLabel("Time", { exact: true }).selectOption("Within the next hour");
  await expect(page).toHaveURL(/within=1h/);
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("soon");

  await page.getByLabel("Time", { exact: true }).selectOption("From … to …");
  await expect(rows).toHaveCount(2);
  const dayAhead = new Date(Date.now() + 24 * HOUR_MS);
  // The page is in the browser's zone, which playwright.config.ts sets.
  const local = dayAhead.toLocaleString("sv", { timeZone: "Europe/Berlin" }).replace(" ", "T");
  await page.getByLabel("From").fill(local);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/from=/);
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("late");
  await page.goBack();
  await expect(rows).toHaveCount(2);
});

test("an id that was pasted leads to its job, from the palette and from the search box", async ({
  page,
  api,
}) => {
  const { id } = await api.call("createJob", { body: { ...echo("by id"), delayMs: HOUR_MS } });
  await page.goto("/jobs");
  await page.keyboard.press("Control+k");
  await page.keyboard.insertText(id);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/jobs/${id}$`));

  await page.keyboard.press("Control+k");
  await page.keyboard.insertText("by id");
  await page.getByRole("option", { name: "Search the jobs for by id" }).click();
  await expect(page).toHaveURL(/\/jobs\?q=by/);
  await page.getByRole("searchbox", { name: "Search the jobs" }).fill(id);
  await expect(page.locator("[data-job]")).toHaveCount(1);
  await expect(page.locator(`[data-job="${id}"]`)).toBeVisible();
});

test("a search that is not over says how far it looked, and goes on when asked", async ({
  page,
}) => {
  // Twenty thousand jobs that do not fit are more than a test should make: the server's answer is played.
  const answer = (part: object) => ({
    items: [],
    total: null,
    among: 1_203_331,
    scanned: 20_000,
    lookedTo: { state: "succeeded", at: "2026-11-24T09:41:07.000Z" },
    now: new Date().toISOString(),
    ...part,
  });
  await page.route("**/api/v1/jobs?*q=rare*", (route) =>
    route.fulfill({
      json: route.request().url().includes("cursor=")
        ? answer({ nextCursor: null, scannedInAll: 21_500, scanned: 1_500 })
        : answer({ nextCursor: "next", scannedInAll: 20_000 }),
    }),
  );
  await page.goto("/jobs?state=succeeded");
  await page.getByRole("searchbox", { name: "Search the jobs" }).fill("rare");
  const looked =
    "Looked at the newest 20,000 of 1,203,331 jobs, back to Tue 24 Nov 2026, 10:41:07 CET.";
  await expect(page.getByText(looked).first()).toBeVisible();
  await page.getByRole("button", { name: "Keep looking" }).click();
  await expect(page.getByText("Looked at 21,500 jobs, to the last.")).toBeVisible();
  await expect(page.getByText("No job fits these filters")).toBeVisible();
  await page.getByRole("button", { name: "First page" }).click();
  await expect(page.getByText(looked).first()).toBeVisible();
});
