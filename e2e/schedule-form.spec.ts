import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { definitionOf } from "../lib/api/asked.ts";
import { expect, test } from "./support/test.ts";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const echo = { job: "demo.echo", args: { message: "a run" } };
const MINUTE_MS = 60_000;

type Api = Parameters<Parameters<typeof test>[2]>[0]["api"];

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const preview = (page: Page) => page.getByRole("region", { name: "Next runs" });
const create = (page: Page) => page.getByRole("button", { name: "Create periodic job" }).click();
const save = (page: Page) => page.getByRole("button", { name: "Save changes" }).click();
const review = (page: Page) => page.getByRole("dialog", { name: /^Save these changes/ });
const saved = (page: Page, id: string) => expect(page).toHaveURL(new RegExp(`/schedules/${id}$`));
const schedule = (api: Api, id: string) => api.call("getSchedule", { params: { id } });

async function begin(page: Page, id: string): Promise<void> {
  await page.goto("/jobs/new?type=demo.echo&mode=periodic");
  await page.getByRole("textbox", { name: "message" }).fill("a run");
  await page.getByRole("textbox", { name: "Name of the periodic job" }).fill(id);
}

async function passesAxe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .options({ rules: { "target-size": { enabled: true } } })
    .withTags(TAGS)
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 200)}`)).toEqual([]);
}

test("an interval with every rule is asked for as it stands in the form", async ({ page, api }) => {
  await begin(page, "ruled");
  await page.getByLabel("Every", { exact: true }).fill("15");
  await page.getByLabel("Counted from").selectOption({ label: "1 January 1970, 00:00 UTC" });
  await expect(preview(page).getByRole("listitem").first()).toContainText(/:(00|15|30|45):00/);
  await page.getByText(/^Rules/).click();
  await page.getByLabel("Not before in Europe/Berlin").fill("2030-10-27T02:30");
  await page.getByRole("radio", { name: "The first" }).check();
  await page.getByLabel("Not after in Europe/Berlin").fill("2031-01-01T00:00");
  await page.getByLabel("Most runs").fill("1000");
  await page.getByRole("radio", { name: "Keep all waiting" }).check();
  await page.getByRole("radio", { name: "Run all of them" }).check();
  await page.getByLabel("Drop those older than").fill("2");
  await page.getByLabel("Most that are run").fill("50");
  await page.getByRole("textbox", { name: /^Jitter/ }).fill("30");
  await page.getByLabel("Pause after failed runs in a row").fill("3");
  await page.getByText(/^Options/).click();
  await page.getByLabel("To start within").fill("10");
  await page.getByLabel("Attempts").fill("4");
  await page.getByLabel("Wait between them").selectOption("fixed");
  await page.getByLabel("First wait").fill("5");
  await passesAxe(page);

  await page.getByRole("button", { name: "As a program" }).click();
  const program = page.getByRole("dialog", { name: "The same from a program" });
  await expect(program).toContainText("service.schedulePeriodic({");
  await expect(program).toContainText("interval: 900");
  await expect(program).toContainText('startAt: new Date("2030-10-27T00:30:00.000Z")');
  await program.getByRole("button", { name: "Close" }).click();
  await create(page);
  await expect(heading(page)).toContainText("ruled");
  expect(definitionOf(await schedule(api, "ruled"))).toEqual({
    ...echo,
    queue: "default",
    every: 15 * MINUTE_MS,
    anchor: "epoch",
    startAt: "2030-10-27T00:30:00.000Z",
    endAt: "2030-12-31T23:00:00.000Z",
    limit: 1_000,
    overlap: "queueAll",
    missed: { policy: "all", windowMs: 120 * MINUTE_MS, max: 50 },
    jitterMs: 30_000,
    pauseAfterFailures: 3,
    startDeadlineMs: 10 * MINUTE_MS,
    attempts: 4,
    backoff: { kind: "fixed", delayMs: 5_000, maxDelayMs: 3_600_000, jitter: 0.2 },
  });
});

test("a cron expression is put together, and its clock changes are told", async ({ page, api }) => {
  await begin(page, "at-night");
  await page.getByText("Cron expression").first().click();
  await page.getByLabel("It runs").selectOption({ label: "on a day of each month" });
  await page.getByLabel("At", { exact: true }).fill("02:30");
  await page.getByLabel("Day of the month").selectOption({ label: "the last" });
  const cron = page.getByRole("textbox", { name: "Cron expression" });
  await expect(cron).toHaveValue("30 2 L * *");
  await cron.fill("30 2 * * 7");
  await expect(page.getByLabel("It runs")).toHaveValue("week");
  await expect(page.getByRole("checkbox", { name: "Sun" })).toBeChecked();
  await page.getByRole("combobox", { name: "Time zone", exact: true }).fill("Europe/Warsaw");
  await cron.fill("30 2 31 3 7");
  await expect(page.getByLabel("It runs")).toHaveValue("");
  await cron.fill("30 2 28 3 *");
  await expect(preview(page)).toContainText(/02:30 does not exist on 28 March 2027 in Warsaw/);
  await cron.fill("30 2 * * 1-5");
  await create(page);
  await expect(heading(page)).toContainText("at-night");
  expect((await schedule(api, "at-night")).trigger).toEqual({
    kind: "cron",
    expression: "30 2 * * 1-5",
    timeZone: "Europe/Warsaw",
  });
});

test("what runs after each run begins at once when asked to", async ({ page, api }) => {
  await begin(page, "after-each");
  await page.getByText("After each run", { exact: true }).click();
  await page.getByLabel("After each run has ended, wait").fill("0,05");
  await page.getByLabel("Unit of the wait after a run").selectOption("seconds");
  await create(page);
  const wait = page.getByLabel("After each run has ended, wait");
  await expect(wait).toBeFocused();
  await expect(page.getByText("It must be at least 0.1 seconds.")).toBeVisible();
  await wait.fill("3600");
  await expect(preview(page).getByRole("listitem")).toHaveCount(2);
  await expect(preview(page)).toContainText("when the run before it has ended");
  await page.getByRole("checkbox", { name: "Run once at the beginning too" }).check();
  await create(page);
  await expect(heading(page)).toContainText("after-each");
  await expect.poll(async () => (await schedule(api, "after-each")).counters.fired).toBe(1);
});

test("what the server refuses stands at its field", async ({ page, api }) => {
  await api.call("putSchedule", {
    params: { id: "taken" },
    body: { ...echo, every: 60 * MINUTE_MS },
  });
  await begin(page, "taken");
  await create(page);
  const name = page.getByRole("textbox", { name: "Name of the periodic job" });
  await expect(name).toBeFocused();
  await expect(page.getByText(/There is a periodic job taken already/).first()).toBeVisible();
  await name.fill("not-taken");
  await page.getByText(/^Rules/).click();
  await page.getByRole("radio", { name: "Run all of them" }).check();
  await page.getByLabel("Drop those older than").fill("ever");
  await page.getByLabel("Most that are run").fill("5000");
  await page.getByRole("textbox", { name: /^Jitter/ }).fill("2");
  await page.getByLabel("Unit of the jitter").selectOption("days");
  await create(page);
  await expect(page.getByLabel("Drop those older than")).toBeFocused();
  const most = page.getByLabel("Most that are run");
  await expect(most).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByText("Must be at most 1 day.", { exact: true })).toBeVisible();
  await passesAxe(page);
  await page.getByLabel("Drop those older than").fill("");
  await most.fill("");
  await page.getByRole("textbox", { name: /^Jitter/ }).fill("");
  await page.getByLabel("Not before in Europe/Berlin").fill("2031-01-01T00:00");
  await page.getByLabel("Not after in Europe/Berlin").fill("2030-01-01T00:00");
  await create(page);
  await expect(page.getByLabel("Not after in Europe/Berlin")).toBeFocused();
});

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
  await expect(conflict).toContainText(/admin saved revision 2/);
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
  await page.goto("/schedules");
  await page.goto("/schedules/left/edit");
  const message = page.getByRole("textbox", { name: "message" });
  await message.fill("typed");
  const asks = page.getByRole("alertdialog", { name: "Leave without saving?" });
  await page.getByRole("link", { name: "Back to left" }).click();
  await expect(asks.getByRole("button", { name: "Stay here" })).toBeFocused();
  await passesAxe(page);
  await page.keyboard.press("Escape");
  await expect(message).toHaveValue("typed");
  await page.evaluate(() => history.back());
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

test("a periodic job is duplicated under a name that is free", async ({ page, api }) => {
  const body = {
    ...echo,
    cron: "0 9 * * 1-5",
    timeZone: "Asia/Kathmandu",
    overlap: "allow",
  } as const;
  for (const id of ["origin", "origin-copy"])
    await api.call("putSchedule", { params: { id }, body });
  await page.goto("/jobs/new?schedule=origin");
  await expect(page.getByText("Begins as a copy of the periodic job origin.")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Name of the periodic job" })).toHaveValue(
    "origin-copy-2",
  );
  await create(page);
  await expect(heading(page)).toContainText("origin-copy-2");
  expect(definitionOf(await schedule(api, "origin-copy-2"))).toEqual(
    definitionOf(await schedule(api, "origin")),
  );
});

test("a time that is past runs now only when somebody says so", async ({ page, api }) => {
  await page.goto("/jobs/new?type=demo.echo&mode=at");
  await page.getByRole("textbox", { name: "message" }).fill("late");
  const at = page.getByLabel("Date and time in Europe/Berlin");
  await at.fill("2026-01-05T14:05");
  await expect(page.getByText("14:05 is past. Run it now, or choose another time?")).toBeVisible();
  await page.getByRole("button", { name: "Create job" }).click();
  await expect(at).toBeFocused();
  await passesAxe(page);
  await page.getByRole("button", { name: "Run it now" }).click();
  await expect(page.getByText("It runs at once, and counts as late.")).toBeVisible();
  await at.fill("2026-01-05T14:06");
  await expect(page.getByText("14:06 is past. Run it now, or choose another time?")).toBeVisible();
  await page.getByRole("button", { name: "Run it now" }).click();
  await page.getByRole("button", { name: "Create job" }).click();
  await expect(heading(page)).toContainText("Succeeded");
  const id = decodeURIComponent(page.url().split("/").at(-1)!);
  expect((await api.call("getJob", { params: { id } })).runAt).toBe("2026-01-05T13:06:00.000Z");
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
