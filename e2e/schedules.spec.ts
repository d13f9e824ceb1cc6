import type { Locator, Page } from "@playwright/test";
import type { createClient } from "../lib/api/client.ts";
import { passesAxe } from "./support/passes-axe.ts";
import { expect, test } from "./support/test.ts";

type Api = ReturnType<typeof createClient>;

const HOUR_MS = 3_600_000;
const echo = { job: "demo.echo", args: { message: "again" } };

const create = (api: Api, id: string, more: object = {}) =>
  api.call("createSchedule", { body: { ...echo, every: HOUR_MS, ...more, id } });
const read = (api: Api, id: string) => api.call("getSchedule", { params: { id } });
const stateOf = async (api: Api, id: string) =>
  (await api.call("getJob", { params: { id } })).state;
const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const next = (page: Page) => page.getByRole("list", { name: "Next planned times" });
const toast = (page: Page) => page.getByRole("listitem").filter({ hasText: "Undo" });

/** A schedule with one run under way, and one that waits for it. */
async function busy(api: Api, id: string): Promise<{ running: string; waiting: string }> {
  const queue = `queue-${id}`;
  await create(api, id, { job: "demo.sleep", args: { ms: 120_000, steps: 100 }, queue });
  await api.call("limitQueue", {
    params: { name: queue },
    body: { concurrency: 1, rate: null },
  });
  const running = await api.call("triggerSchedule", { params: { id } });
  await expect.poll(() => stateOf(api, running.id)).toBe("running");
  const waiting = await api.call("triggerSchedule", { params: { id } });
  return { running: running.id, waiting: waiting.id };
}

async function cancelDialog(page: Page, id: string): Promise<Locator> {
  await page.goto(`/schedules/${id}`);
  await page.getByRole("button", { name: "Cancel…" }).click();
  return page.getByRole("alertdialog", { name: `Cancel ${id}?` });
}

const answer = (page: Page, id: string) =>
  page.getByRole("alertdialog", { name: `${id} is cancelled` });

test.describe("cancelling", () => {
  test("removes what waits and lets what runs finish, and can be undone", async ({ page, api }) => {
    const { running, waiting } = await busy(api, "plain");
    const dialog = await cancelDialog(page, "plain");
    await expect(dialog.getByRole("button", { name: "Keep it" })).toBeFocused();
    await expect(dialog).toContainText("The next run would be");
    await expect(dialog).toContainText("1 run waits");
    await expect(dialog).toContainText("1 run is under way");
    await passesAxe(page);
    await dialog.getByRole("button", { name: "Cancel the periodic job" }).click();

    await expect(answer(page, "plain")).toContainText("1 run will not start.");
    await expect(answer(page, "plain")).toContainText("1 run goes on to the end.");
    await passesAxe(page);
    expect(await stateOf(api, waiting)).toBe("cancelled");
    expect(await stateOf(api, running)).toBe("running");
    await answer(page, "plain").getByRole("button", { name: "Close" }).click();
    await expect(page.getByText(/owner cancelled it: .* can be restored until/)).toBeVisible();

    await page.getByRole("button", { name: "Restore", exact: true }).click();
    await expect(heading(page)).toContainText("Active");
    expect(await read(api, "plain")).toMatchObject({ state: "active", cancelled: null });
    await api.call("cancelJob", { params: { id: running } });
  });

  test("keeps what waits when asked to", async ({ page, api }) => {
    const { running, waiting } = await busy(api, "keeper");
    const dialog = await cancelDialog(page, "keeper");
    await dialog.getByLabel("Let it run", { exact: true }).check();
    await dialog.getByRole("button", { name: "Cancel the periodic job" }).click();
    await expect(answer(page, "keeper")).toContainText("1 run may still start, as you asked.");
    expect(await stateOf(api, waiting)).toBe("ready");
    expect(await stateOf(api, running)).toBe("running");
    await api.call("cancelJob", { params: { id: running } });
    await expect.poll(() => stateOf(api, waiting)).toBe("running");
    await api.call("cancelJob", { params: { id: waiting } });
  });

  test("stops what runs when asked to", async ({ page, api }) => {
    const { running, waiting } = await busy(api, "stopper");
    const dialog = await cancelDialog(page, "stopper");
    await dialog.getByLabel("Ask it to stop").check();
    await dialog.getByRole("button", { name: "Cancel the periodic job" }).click();
    await expect(answer(page, "stopper")).toContainText("1 run was asked to stop.");
    await expect.poll(() => stateOf(api, running)).toBe("cancelled");
    expect(await stateOf(api, waiting)).toBe("cancelled");
  });

  test("is restored from the list of those that are cancelled", async ({ page, api }) => {
    await create(api, "brought-back");
    await api.call("cancelSchedule", { params: { id: "brought-back" }, body: {} });
    await page.goto("/schedules");
    await page.getByRole("button", { name: "Cancelled" }).click();
    await expect(page).toHaveURL(/which=cancelled/);
    await page.getByRole("button", { name: "Restore brought-back" }).click();
    await expect(page.getByRole("row", { name: /brought-back/ })).toBeHidden();
    expect((await read(api, "brought-back")).state).toBe("active");
  });

  test("needs no mouse, and gives the focus back", async ({ page, api }) => {
    await create(api, "without-mouse");
    await page.goto("/schedules/without-mouse");
    const opener = page.getByRole("button", { name: "Cancel…" });
    await opener.focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: "Keep it" })).toBeFocused();
    await expect(page).toHaveURL(/dialog=cancel/);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("alertdialog")).toBeHidden();
    await expect(opener).toBeFocused();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(
      answer(page, "without-mouse").getByRole("button", { name: "Close" }),
    ).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(heading(page)).toContainText("Cancelled");
  });
});

test("a time is skipped and taken back: the next, one later, and at once", async ({
  page,
  api,
}) => {
  const made = await create(api, "skipping");
  await page.goto("/schedules/skipping");
  await page.getByRole("button", { name: "Skip next" }).click();
  await expect(next(page).getByRole("listitem").first()).toContainText("Skipped by");
  expect((await read(api, "skipping")).nextAt).toBe(made.next[1]);
  await toast(page).getByRole("button", { name: "Undo" }).click();
  await expect(next(page).getByText("Skipped by")).toHaveCount(0);
  expect((await read(api, "skipping")).nextAt).toBe(made.next[0]);

  const third = next(page).getByRole("listitem").nth(2);
  await third.getByRole("button", { name: /^Skip/ }).click();
  await expect(third).toContainText("Skipped by");
  expect((await read(api, "skipping")).skips).toMatchObject([{ plannedAt: made.next[2] }]);
  await passesAxe(page);
  await third.getByRole("button", { name: /^Take back/ }).click();
  await expect(third).not.toContainText("Skipped by");
  expect((await read(api, "skipping")).skips).toEqual([]);
});

test("a pause has a reason and an end, and can be changed", async ({ page, api }) => {
  await create(api, "pausing");
  await page.goto("/schedules/pausing");
  await page.getByRole("button", { name: "Pause…" }).click();
  const dialog = page.getByRole("dialog", { name: "Pause pausing?" });
  await expect(dialog.getByLabel(/^Why/)).toBeFocused();
  await dialog.getByLabel(/^Why/).fill("the disk is being changed");
  await dialog.getByLabel("Until").selectOption("a time…");
  await dialog.getByLabel("When it resumes").fill("2020-01-01T08:00:00");
  await dialog.getByRole("button", { name: "Pause the periodic job" }).click();
  await expect(dialog.getByText("Choose a time to come.")).toBeVisible();
  await passesAxe(page);
  await dialog.getByLabel("When it resumes").fill("2035-01-01T08:00:00");
  await dialog.getByRole("button", { name: "Pause the periodic job" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("owner paused it: the disk is being changed")).toBeVisible();
  expect((await read(api, "pausing")).pause).toMatchObject({
    reason: "the disk is being changed",
    until: "2035-01-01T07:00:00.000Z",
  });

  await page.getByRole("button", { name: "Change the pause…" }).click();
  const change = page.getByRole("dialog", { name: "Change the pause of pausing" });
  await expect(change.getByLabel(/^Why/)).toHaveValue("the disk is being changed");
  await change.getByLabel("Until").selectOption("somebody resumes it");
  await change.getByRole("button", { name: "Change the pause" }).click();
  await expect(page.getByText("until somebody resumes it.").first()).toBeVisible();
  await page.getByRole("button", { name: "Resume", exact: true }).click();
  await expect(heading(page)).toContainText("Active");
});

test("resuming asks what becomes of the times that passed", async ({ page, api }) => {
  await create(api, "resuming", { every: 1_000 });
  await api.call("pauseSchedule", { params: { id: "resuming" }, body: {} });
  await expect.poll(async () => (await read(api, "resuming")).passed).toBeGreaterThan(1);
  const { counters } = await read(api, "resuming");
  await page.goto("/schedules/resuming");
  await page.getByRole("button", { name: "Resume…" }).click();
  const dialog = page.getByRole("dialog", { name: "Resume resuming?" });
  await expect(dialog).toContainText(/\d+ planned times have passed/);
  await dialog.getByLabel("Run the latest").check();
  await passesAxe(page);
  await dialog.getByRole("button", { name: "Resume the periodic job" }).click();
  await expect(heading(page)).toContainText("Active");
  const after = (await read(api, "resuming")).counters;
  expect(after.fired).toBeGreaterThan(counters.fired);
  expect(after.paused).toBeGreaterThan(0);
  await api.call("cancelSchedule", { params: { id: "resuming" }, body: {} });
});

test("a backfill is looked at first, and then made", async ({ page, api }) => {
  await create(api, "filling");
  await page.goto("/schedules/filling");
  await page.getByRole("button", { name: "Backfill…" }).click();
  const dialog = page.getByRole("dialog", { name: "Backfill filling" });
  await dialog.getByLabel("From").fill("2035-01-01T08:00:00");
  await dialog.getByRole("button", { name: "Look what would run" }).click();
  await expect(dialog.getByText(/not be before from/i)).toBeVisible();
  const from = berlin(new Date(Date.now() - 5.5 * HOUR_MS));
  const to = berlin(new Date(Date.now() - 0.5 * HOUR_MS));
  await dialog.getByLabel("From").fill(from);
  await dialog.getByLabel("To, included").fill(to);
  await dialog.getByRole("button", { name: "Look what would run" }).click();
  await expect(dialog).toContainText("5 planned times: 5 would run.");
  expect((await read(api, "filling")).counters.backfilled).toBe(0);
  await passesAxe(page);
  await dialog.getByRole("button", { name: "Make 5 runs" }).click();
  await expect(dialog).toContainText("5 runs made.");
  await expect(dialog.getByRole("link", { name: "made" })).toHaveCount(5);
  await expect(dialog.getByRole("button", { name: "Close" })).toBeFocused();
  expect((await read(api, "filling")).counters.backfilled).toBe(5);

  await dialog.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Backfill…" }).click();
  await dialog.getByLabel("From").fill(from);
  await dialog.getByLabel("To, included").fill(to);
  await dialog.getByRole("button", { name: "Look what would run" }).click();
  await expect(dialog).toContainText("5 planned times: 0 would run, 5 fired already.");
  await expect(dialog.getByRole("button", { name: "Make 0 runs" })).toBeDisabled();
});

/** An instant as an input of date and time has it, on the clock of the browser's zone. */
function berlin(at: Date): string {
  return at.toLocaleString("sv-SE", { timeZone: "Europe/Berlin" }).replace(" ", "T");
}

test("an earlier revision is restored, and what others did meanwhile is shown first", async ({
  page,
  api,
}) => {
  const patch = (body: object) => api.call("patchSchedule", { params: { id: "revised" }, body });
  await create(api, "revised");
  await patch({ overlap: "allow" });
  await patch({ args: { message: "another" } });
  await page.goto("/schedules/revised");
  const revisions = page.getByRole("list", { name: "Revisions" });
  await expect(revisions.getByRole("listitem").first()).toContainText("args.message");
  await revisions.getByRole("button", { name: "Restore revision 1" }).click();
  const dialog = page.getByRole("dialog", { name: "Restore revision 1 of revised?" });
  await expect(dialog.getByRole("region", { name: "What would change" })).toContainText("overlap");
  await patch({ limit: 7 });
  await dialog.getByRole("button", { name: "Restore revision 1" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Revision 4 by admin-token");
  await expect(dialog.getByRole("alert")).toContainText("limit");
  await passesAxe(page);
  expect((await read(api, "revised")).overlap).toBe("allow");
  await dialog.getByRole("button", { name: "Restore revision 1 all the same" }).click();
  await expect(dialog).toBeHidden();
  expect(await read(api, "revised")).toMatchObject({
    revision: 5,
    overlap: "skip",
    limit: null,
    args: { message: "again" },
  });
});

test("a restore says that it changes what is hidden, too", async ({ page, api }) => {
  const args = (token: string) => ({
    url: "https://api.example.org/rates",
    headers: { authorization: `Bearer ${token}` },
  });
  await api.call("createSchedule", {
    body: { id: "hiding", job: "http.request", args: args("one"), cron: "0 2 1 1 *" },
  });
  const params = { id: "hiding" };
  await api.call("patchSchedule", { params, body: { args: args("two") } });
  await page.goto("/schedules/hiding");
  await page.getByRole("button", { name: "Restore revision 1" }).click();
  const changes = page.getByRole("region", { name: "What would change" });
  await expect(changes).toContainText("args.headers.authorization");
  await expect(changes).toContainText("is hidden, and differs");
});

test("ticked rows are paused and resumed together, and each says how it ended", async ({
  page,
  api,
}) => {
  for (const id of ["bulk-a", "bulk-b", "bulk-c"]) await create(api, id);
  await page.goto("/schedules?q=bulk-");
  await page.getByLabel("Tick bulk-a").check();
  await page.getByLabel("Tick bulk-c").click({ modifiers: ["Shift"] });
  await expect(page.getByText("3 periodic jobs ticked")).toBeVisible();
  await page.getByRole("button", { name: "Pause 3…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/^Why/).fill("moving house");
  await passesAxe(page);
  await api.call("cancelSchedule", { params: { id: "bulk-b" }, body: {} });
  await dialog.getByRole("button", { name: "Pause 3 periodic jobs" }).click();
  await expect(dialog.getByRole("status")).toHaveText("2 paused, 1 refused.");
  await expect(dialog.getByRole("listitem").nth(1)).toContainText("was cancelled");
  await passesAxe(page);
  await dialog.getByRole("button", { name: "Close" }).click();
  expect((await read(api, "bulk-c")).pause).toMatchObject({ reason: "moving house" });

  await page.getByLabel("Tick all periodic jobs in sight").check();
  await page.getByRole("button", { name: "Resume 2…" }).click();
  await dialog.getByRole("button", { name: "Resume 2 periodic jobs" }).click();
  await expect(dialog.getByRole("status")).toHaveText("2 resumed.");
  expect((await read(api, "bulk-a")).state).toBe("active");
});

test("the list is what its address says", async ({ page, api }) => {
  await create(api, "list-on");
  await create(api, "list-off");
  await api.call("pauseSchedule", { params: { id: "list-off" }, body: {} });
  await page.goto("/schedules?q=list-&state=paused");
  const rows = page.locator("tr[data-schedule]");
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("list-off");
  await page.getByLabel("State").selectOption({ index: 0 });
  await expect(rows).toHaveCount(2);
  await page.goBack();
  await expect(rows).toHaveCount(1);
  await page.getByLabel("Search the periodic jobs").fill("nothing like it");
  await page.getByRole("button", { name: "Clear the filters" }).click();
  await expect(rows.filter({ hasText: "list-on" })).toBeVisible();
});

test("outcomes are marks that the keyboard goes through, each with its run", async ({
  page,
  api,
}) => {
  await create(api, "marks");
  const { id } = await api.call("triggerSchedule", { params: { id: "marks" } });
  await expect.poll(() => stateOf(api, id)).toBe("succeeded");
  await page.goto("/schedules?q=marks");
  const strip = page.getByRole("link", { name: /^marks: Of the last 1, 1 succeeded/ });
  await strip.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByRole("status").filter({ hasText: "succeeded" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/jobs/${encodeURIComponent(id)}$`));
});

test("one that fails again and again needs you, and pauses itself when it is to", async ({
  page,
  api,
}) => {
  const failing = { job: "demo.fail", args: { message: "no luck" }, attempts: 1, every: 500 };
  await create(api, "unlucky", { ...failing, pauseAfterFailures: 3 });
  await expect.poll(async () => (await read(api, "unlucky")).state).toBe("paused");
  await page.goto("/");
  await expect(page.getByRole("list", { name: "What needs you" })).toContainText(
    "unlucky has paused itself: 3 runs in a row have failed.",
  );
  await page.goto("/schedules/unlucky");
  await expect(page.getByText("It has paused itself: 3 runs in a row have failed")).toBeVisible();
  await page.getByRole("link", { name: "See its error" }).click();
  await expect(heading(page)).toContainText("Failed");
});

test("the palette does what can be done to a periodic job", async ({ page, api }) => {
  await create(api, "nightly-palette");
  await page.goto("/");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("pause nightly-palette");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Pause nightly-palette?" })).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`every dialog passes axe on a phone, ${colorScheme}`, async ({ page, api }) => {
    const id = `phone-${colorScheme}`;
    await create(api, id, { every: 1_000 });
    await api.call("pauseSchedule", { params: { id }, body: { reason: "quiet" } });
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 375, height: 667 });
    for (const dialog of ["pause", "resume", "cancel", "backfill"]) {
      await page.goto(`/schedules/${id}?dialog=${dialog}`);
      const popup = page.locator("[role=dialog], [role=alertdialog]");
      await expect(popup).toBeVisible();
      await passesAxe(page, dialog);
      const box = (await popup.boundingBox())!;
      expect(box.x >= 0 && box.x + box.width <= 375, dialog).toBe(true);
    }
    await api.call("cancelSchedule", { params: { id }, body: {} });
  });
}
