import { passesAxe } from "./support/passes-axe.ts";
import { expect, test } from "./support/test.ts";

type Api = Parameters<Parameters<typeof test>[2]>[0]["api"];

async function failedJobs(api: Api, queue: string, count: number): Promise<string[]> {
  const body = { job: "demo.fail", args: { message: "The provider is down" }, attempts: 1, queue };
  const jobs = await Promise.all(
    Array.from({ length: count }, () => api.call("createJob", { body })),
  );
  await expect
    .poll(async () => (await api.call("getQueue", { params: { name: queue } })).counts.failed)
    .toBe(count);
  return jobs.map(({ id }) => id);
}

test("all jobs that fit are retried, with the keyboard alone, and the operation says so", async ({
  page,
  api,
}) => {
  const ids = await failedJobs(api, "bulk", 12);
  await page.goto("/jobs?state=failed&queue=bulk");
  const opener = page.getByRole("button", { name: "Retry all 12…" });
  await opener.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("alertdialog", { name: "Retry 12 jobs?" });
  await expect(dialog).toContainText("state = failed, queue = bulk");
  await passesAxe(page);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();

  await page.keyboard.press("Enter");
  await dialog.getByLabel(/^Why/).focus();
  await page.keyboard.type("the provider is back");
  await page.keyboard.press("Tab");
  await expect(dialog.getByRole("button", { name: "Leave them" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");

  await expect(page).toHaveURL(/\/operations\/[0-9A-Z]{26}$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Retry many jobsDone");
  await expect(page.getByText(/owner asked for it .*the provider is back/)).toBeVisible();
  await expect(page.getByRole("region", { name: "Progress" })).toContainText("Retried12");
  await expect(page.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "100");
  await expect
    .poll(async () => (await api.call("getJob", { params: { id: ids[0]! } })).attempts.length)
    .toBe(2);
  await page.getByRole("link", { name: "The jobs that fit now" }).click();
  await expect(page).toHaveURL(/\/jobs\?state=failed&queue=bulk$/);
});

test("above a thousand the number has to be typed", async ({ page, api }) => {
  const body = { job: "demo.echo", args: { message: "x" }, queue: "many", delayMs: 7_200_000 };
  await api.call("createJob", { body });
  await page.route("**/api/v1/operations/preview?*", (route) =>
    route.fulfill({ json: { count: 1_001, isWhole: true, toLook: 1_001 } }),
  );
  await page.goto("/jobs?queue=many");
  await page.getByRole("button", { name: "Cancel all…" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Cancel 1,001 jobs?" });
  const act = dialog.getByRole("button", { name: "Cancel 1,001 jobs" });
  await expect(act).toBeDisabled();
  await dialog.getByLabel("Type 1,001 to confirm").fill("1000");
  await expect(act).toBeDisabled();
  await dialog.getByLabel("Type 1,001 to confirm").fill("1,001");
  await act.click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Done");
  await expect(page.getByRole("region", { name: "Progress" })).toContainText("Cancelled1");
});

test("what cannot be done to a state is not offered, and without a filter nothing is", async ({
  page,
  api,
}) => {
  await failedJobs(api, "offers", 1);
  const all = page.getByRole("group", { name: "All that fit the filters" });
  await page.goto("/jobs?state=failed&queue=offers");
  await expect(all.getByRole("button")).toHaveText(["Retry all 1…", "Delete all 1…"]);
  await page.goto("/jobs?queue=offers");
  await expect(all.getByRole("button")).toHaveText(["Retry all…", "Cancel all…", "Delete all…"]);
  await all.getByRole("button", { name: "Cancel all…" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("There is none");
  await expect(dialog.getByRole("button", { name: "Cancel 0 jobs" })).toBeDisabled();
  await page.keyboard.press("Escape");
  await page.goto("/jobs");
  await expect(page.locator("tr[data-job]").first()).toBeVisible();
  await expect(all).toBeHidden();
});

test("an operation is followed while it runs, and aborted", async ({ page, api }) => {
  const done = await api.call("startOperation", {
    body: { action: "retry", filter: { state: "failed", queue: "nothing-here" } },
  });
  // Too quick to be seen running: the page is told that it is half-way.
  const half = { ...done, state: "running", startedAt: done.createdAt, toLook: 1_000 };
  const failures = [{ jobId: "q~01JD3V5W3N8Q0M4R7T1B6C2X9Z", message: "Redis is out of memory." }];
  let answer: object = { ...half, looked: 500, changed: 499, failed: 1, failures, rate: 200 };
  await page.route(`**/api/v1/operations/${done.id}`, (route) => route.fulfill({ json: answer }));
  await page.route(`**/api/v1/operations/${done.id}/abort`, (route) => {
    answer = { ...answer, state: "aborted", abortedBy: "admin", finishedAt: done.createdAt };
    return route.fulfill({ json: answer });
  });
  await page.goto(`/operations/${done.id}`);
  const progress = page.getByRole("progressbar");
  await expect(progress).toHaveAttribute("aria-valuenow", "50");
  await expect(page.getByRole("table", { name: "Jobs that could not be changed" })).toContainText(
    "Redis is out of memory.",
  );
  answer = { ...answer, looked: 750, changed: 749 };
  await expect(progress).toHaveAttribute("aria-valuenow", "75", { timeout: 2_000 });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 375, height: 850 });
    await passesAxe(page);
  }
  await page.getByRole("button", { name: "Abort" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Aborted");
  await expect(page.getByText(/admin stopped it .*after 749 jobs/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Abort" })).toBeHidden();
});

test("all operations are listed, and found by the palette", async ({ page, api }) => {
  await api.call("startOperation", { body: { action: "delete", filter: { type: "demo.none" } } });
  await page.goto("/");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("bulk");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/operations$/);
  await page
    .getByRole("link", {
      name: /Delete state = succeeded or failed or cancelled, type = demo.none/,
    })
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Delete many jobs");
});
