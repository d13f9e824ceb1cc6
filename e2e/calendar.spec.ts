import type { Page } from "@playwright/test";
import { passesAxe } from "./support/passes-axe.ts";
import { expect, test } from "./support/test.ts";

type Api = Parameters<Parameters<typeof test>[2]>[0]["api"];

const echo = { job: "demo.echo", args: { message: "a plan wants runs" } };
const ZONE = "Europe/Berlin";

/** Schedules that every test of this file finds. */
async function plan(api: Api): Promise<void> {
  const known = (await api.call("listSchedules")).items.map(({ id }) => id);
  const make = async (id: string, when: object) => {
    if (!known.includes(id)) await api.call("createSchedule", { body: { ...echo, id, ...when } });
  };
  await make("plan-often", { every: 30_000, queue: "often" });
  await make("plan-nightly", { cron: "30 2 * * *", timeZone: ZONE, queue: "nights" });
  await make("plan-daily", { cron: "0 12 * * *", timeZone: ZONE, queue: "days" });
  await make("plan-hourly", { cron: "15 * * * *", queue: "days" });
  await make("plan-held", { cron: "45 4 * * *", timeZone: ZONE, queue: "nights" });
  if (!known.includes("plan-held"))
    await api.call("pauseSchedule", { params: { id: "plan-held" }, body: { reason: "moving" } });
}

const grid = (page: Page) => page.getByRole("grid");
const settled = (page: Page) => expect(grid(page)).toHaveAttribute("aria-busy", "false");
/** The cell that the Tab key stops at. */
const chosen = (page: Page) => page.locator("td[tabindex='0']");

test("a month shows what is planned, and a day lists its runs with their times", async ({
  page,
  api,
}) => {
  await plan(api);
  await page.goto("/calendar?day=2036-06-11");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    /^[\d,]+ runs are planned in June 2036$/,
  );
  const cell = page.getByRole("gridcell", { name: /^Wednesday 11 June 2036: / });
  await expect(cell).toHaveAccessibleName(/plan-nightly at 02:30/);
  await expect(cell).toHaveAccessibleName(/plan-held at 04:45 \(paused\)/);
  await cell.click();
  await expect(page).toHaveURL(/open=true/);
  const day = page.getByRole("region", { name: "Wednesday 11 June 2036" });
  await expect(day.getByRole("heading", { level: 2 })).toBeFocused();
  await expect(day.getByRole("list", { name: "Runs by time" })).toContainText(
    /02:30plan-nightly.*04:45plan-held paused.*12:00plan-daily/,
  );
  await expect(day.getByRole("list", { name: "Through the day" })).toContainText(
    "Every 30 s · 2,880 runs",
  );
  await day.getByRole("link", { name: "plan-nightly" }).click();
  await expect(page).toHaveURL(/\/schedules\/plan-nightly$/);
  await page.goBack();
  await expect(day).toBeVisible();
});

test("days whose clock changes say so, and their runs keep the time of day", async ({
  page,
  api,
}) => {
  await plan(api);
  await page.goto("/calendar?day=2036-03-30&open=true");
  const day = page.getByRole("region", { name: "Sunday 30 March 2036" });
  await expect(day).toContainText(/23 h: 02:00\s+03:00/);
  await expect(day.getByRole("list", { name: "Runs by time" })).toContainText("03:00plan-nightly");
  await expect(day.getByRole("list", { name: "Through the day" })).toContainText("23 runs");
  await page.goto("/calendar?view=week&day=2036-03-30");
  await settled(page);
  await expect(
    page.getByRole("gridcell", { name: /^Sunday 30 March 2036, 02:00: left out by the clock$/ }),
  ).toBeVisible();
  await page.goto("/calendar?view=week&day=2036-10-26");
  await expect(
    page.getByRole("gridcell", { name: /^Sunday 26 October 2036, 02:00: twice: / }),
  ).toHaveAccessibleName(/plan-hourly at 02:15.*; then .*plan-hourly at 02:15/);
});

test("the keyboard moves, opens, turns pages and changes the view", async ({ page, api }) => {
  await plan(api);
  await page.goto("/calendar?day=2036-06-11");
  await settled(page);
  await chosen(page).focus();
  const at = (name: RegExp) =>
    expect(page.locator("td:focus")).toHaveAccessibleName(name, { timeout: 10_000 });
  await page.keyboard.press("ArrowRight");
  await at(/^Thursday 12 June 2036/);
  await page.keyboard.press("ArrowDown");
  await at(/^Thursday 19 June 2036/);
  await page.keyboard.press("Home");
  await at(/^Monday 16 June 2036/);
  await page.keyboard.press("End");
  await at(/^Sunday 22 June 2036/);
  await page.keyboard.press("PageDown");
  await at(/^Tuesday 22 July 2036/);
  await page.keyboard.press("PageUp");
  await at(/^Sunday 22 June 2036/);
  await page.keyboard.press("ArrowRight");
  await expect(page).toHaveURL(/day=2036-06-23/);
  await page.keyboard.press("Enter");
  const day = page.getByRole("region", { name: "Monday 23 June 2036" });
  await expect(day.getByRole("heading", { level: 2 })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(day).toBeHidden();
  await at(/^Monday 23 June 2036/);

  await page.keyboard.press("w");
  await expect(page).toHaveURL(/view=week/);
  await settled(page);
  await chosen(page).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await at(/^Tuesday 24 June 2036, \d\d:00/);
  await page.keyboard.press("t");
  await expect(
    page.getByRole("columnheader").and(page.locator("[aria-current=date]")),
  ).toBeVisible();
  await page.keyboard.press("m");
  await expect(page).not.toHaveURL(/view=week/);
  // "g w" goes to the workers, and leaves the view alone.
  await page.keyboard.press("g");
  await page.keyboard.press("w");
  await expect(page).toHaveURL(/\/workers$/);
});

test("the filters stand in the address; what has gone wrong in it is said", async ({
  page,
  api,
}) => {
  await plan(api);
  await page.goto("/calendar?day=2036-06-11");
  await page.getByLabel("Search the periodic jobs").fill("nightly");
  await expect(page).toHaveURL(/q=nightly/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "30 runs that fit are planned in June 2036",
  );
  await page.getByLabel("Queue").selectOption("days");
  await expect(page.getByText("Nothing that fits the filters is planned here")).toBeVisible();
  await page.reload();
  await page.getByRole("button", { name: "Show everything" }).click();
  await expect(page).not.toHaveURL(/q=|queue=/);

  await page.goto("/calendar?day=2036-02-31&queue=..%2Fetc&view=year");
  await expect(page.getByText("2 values ignored: day, queue.")).toBeVisible();
  await expect(page.locator("[aria-current=date]").first()).toBeVisible();
});

test("what is past is labelled, and leads to what became of it", async ({ page, api }) => {
  await plan(api);
  await page.goto("/calendar?day=2024-05-15&open=true");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("May 2024 is past");
  const day = page.getByRole("region", { name: "Wednesday 15 May 2024" });
  await expect(day).toContainText("This day is past.");
  await day.getByRole("link", { name: "what failed" }).click();
  await expect(page).toHaveURL(/state=failed&from=2024-05-14T22%3A00/);
});

test("a zone is chosen for the page, and the days are cut by it", async ({ page, api }) => {
  await plan(api);
  await page.goto("/calendar?day=2036-06-11");
  await settled(page);
  const zone = page.getByLabel("Time zone of the page");
  // It reads its options when it is reached.
  await zone.focus();
  await zone.selectOption("Asia/Tokyo");
  await expect(page.getByText("Times in Asia/Tokyo.")).toBeVisible();
  await expect(
    page.getByRole("gridcell", { name: /^Wednesday 11 June 2036/ }),
  ).toHaveAccessibleName(/plan-nightly at 09:30/);
});

test("a calendar that cannot be read says so, and what was read stays", async ({ page, api }) => {
  await plan(api);
  await page.goto("/calendar?day=2036-06-11");
  await settled(page);
  await page.route("**/api/v1/forecast?*", (route) => route.abort());
  await page.getByRole("button", { name: "Next month" }).click();
  await expect(page.getByText("What is planned cannot be read")).toBeVisible();
  await page.getByRole("button", { name: "Previous month" }).click();
  await expect(page.getByRole("gridcell", { name: /^Wednesday 11 June 2036: / })).toBeVisible();
  await page.unroute("**/api/v1/forecast?*");
});

test("a feed is made, told once, read by a program, and revoked", async ({
  page,
  api,
  request,
}) => {
  await plan(api);
  await page.goto("/calendar?queue=nights");
  const opener = page.getByRole("button", { name: "Subscribe…" });
  await opener.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Subscribe to what is planned" });
  await expect(dialog.getByRole("radio", { name: "One queue" })).toBeChecked();
  await expect(dialog.getByLabel("Queue", { exact: true })).toHaveValue("nights");
  await dialog.getByLabel("Name").fill("");
  await dialog.getByRole("button", { name: "Make the address" }).click();
  await expect(dialog.getByText("Must not be empty.")).toBeVisible();
  await dialog.getByLabel("Name").fill("Nights, all of them");
  await passesAxe(page, "the form");
  await dialog.getByRole("button", { name: "Make the address" }).click();
  const made = page.getByRole("dialog", { name: "The address of Nights, all of them" });
  const address = await made.getByLabel("Secret address").inputValue();
  await passesAxe(page, "the address");
  await page.keyboard.press("Escape");
  await expect(made).toBeHidden();
  await expect(opener).toBeFocused();

  const text = await (await request.get(address)).text();
  expect(text).toContain("SUMMARY:plan-nightly\r\n");
  expect(text).not.toMatch(/plan-daily|plan-held/);
  const feeds = page.getByRole("region", { name: "Calendar feeds" });
  const row = feeds.getByRole("row", { name: /Nights, all of them/ });
  await expect(row).toContainText("the queue nights, days of Europe/Berlin");
  await page.reload();
  await expect(row).not.toContainText("never");
  expect(await page.content()).not.toContain(new URL(address).searchParams.get("token"));

  await row.getByRole("button", { name: "Revoke… Nights, all of them" }).click();
  const confirm = page.getByRole("alertdialog", { name: "Revoke Nights, all of them?" });
  await passesAxe(page, "the question");
  await confirm.getByRole("button", { name: "Revoke the feed" }).click();
  await expect(row).toBeHidden();
  expect((await request.get(address)).status()).toBe(404);
});

test("the palette and the keys lead to the calendar", async ({ page }) => {
  await page.goto("/");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("calendar");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/calendar$/);
  await page.goto("/jobs");
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await expect(page).toHaveURL(/\/calendar$/);
});

const LOOKS = [
  { colorScheme: "light", width: 1280 },
  { colorScheme: "light", width: 375 },
  { colorScheme: "dark", width: 1280 },
  { colorScheme: "dark", width: 375 },
] as const;

for (const { colorScheme, width } of LOOKS) {
  test(`it passes axe, ${colorScheme}, ${width} px wide`, async ({ page, api }) => {
    test.setTimeout(180_000);
    await plan(api);
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 850 });
    for (const path of [
      "/calendar",
      "/calendar?day=2036-03-30&open=true",
      "/calendar?day=2024-05-15&open=true",
      "/calendar?view=week&day=2036-10-26&open=true",
      "/calendar?q=nothing-is-called-so",
    ]) {
      await page.goto(path);
      await settled(page);
      if (path === "/calendar") await page.getByText("As a table").click();
      await passesAxe(page, path);
    }
  });
}

test("nothing is wider than the page", async ({ page, api }) => {
  await plan(api);
  for (const width of [320, 640, 1024, 1280])
    for (const path of ["/calendar?open=true", "/calendar?view=week"]) {
      await page.setViewportSize({ width, height: 850 });
      await page.goto(path);
      await settled(page);
      const excess = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(excess, `${path} at ${width}`).toBeLessThanOrEqual(0);
    }
});
