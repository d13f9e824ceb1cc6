import type { Page } from "@playwright/test";
import { definitionOf } from "../lib/api/asked.ts";
import { passesAxe } from "./support/passes-axe.ts";
import { expect, test } from "./support/test.ts";

const echo = { job: "demo.echo", args: { message: "a run" } };
const MINUTE_MS = 60_000;

type Api = Parameters<Parameters<typeof test>[2]>[0]["api"];

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const preview = (page: Page) => page.getByRole("region", { name: "Next runs" });
const create = (page: Page) => page.getByRole("button", { name: "Create periodic job" }).click();
const schedule = (api: Api, id: string) => api.call("getSchedule", { params: { id } });

async function begin(page: Page, id: string): Promise<void> {
  await page.goto("/jobs/new?type=demo.echo&mode=periodic");
  await page.getByRole("textbox", { name: "message" }).fill("a run");
  await page.getByRole("textbox", { name: "Name of the periodic job" }).fill(id);
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
  await page.getByLabel("Pause after failures").fill("3");
  await page.getByText(/^Options/).click();
  await page.getByLabel("To start within").fill("10");
  await page.getByLabel("Attempts").fill("4");
  await page.getByLabel("Wait between them").selectOption("fixed");
  await page.getByRole("textbox", { name: /^First wait/ }).fill("5");
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
  await expect(
    page.getByText("Must be at most 1 day; it was 2 days.", { exact: true }),
  ).toBeVisible();
  await passesAxe(page);
  await page.getByLabel("Drop those older than").fill("");
  await most.fill("");
  await page.getByRole("textbox", { name: /^Jitter/ }).fill("");
  await page.getByLabel("Not before in Europe/Berlin").fill("2031-01-01T00:00");
  await page.getByLabel("Not after in Europe/Berlin").fill("2030-01-01T00:00");
  await create(page);
  await expect(page.getByLabel("Not after in Europe/Berlin")).toBeFocused();
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
