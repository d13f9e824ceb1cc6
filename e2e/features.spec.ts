import type { Page } from "@playwright/test";
import { passesAxe } from "./support/passes-axe.ts";
import { expect, test } from "./support/test.ts";

const LONG = { job: "demo.sleep", args: { ms: 600_000, steps: 10 } };
const echo = (message: string) => ({ job: "demo.echo", args: { message } });

type Api = Parameters<Parameters<typeof test>[2]>[0]["api"];

const stateIs = (api: Api, id: string, state: string) =>
  expect.poll(async () => (await api.call("getJob", { params: { id } })).state).toBe(state);
const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const about = (page: Page) => page.getByRole("main").locator("header");

test("the form makes one job for a unique key, and says who holds it", async ({ page, api }) => {
  await page.goto("/jobs/new?type=demo.echo&mode=in");
  await page.getByRole("textbox", { name: "message" }).fill("invoice 7");
  await page.getByLabel("In", { exact: true }).fill("3600");
  await page.getByText(/^Limits and order/).click();
  await page.getByRole("textbox", { name: /^Unique key/ }).fill("invoice-7");
  await page.getByLabel("Concurrency key").fill("crm");
  await page.getByRole("button", { name: "Create job" }).click();
  const most = page.getByLabel("Most at once");
  await expect(most).toHaveAttribute("aria-invalid", "true");
  await expect(most).toBeFocused();
  await most.fill("2");
  const onceFailed = page.getByRole("textbox", { name: "Once failed" });
  await onceFailed.fill("soon");
  await page.getByRole("button", { name: "Create job" }).click();
  await expect(page.getByText('Must be a number; it was "soon".', { exact: true })).toBeVisible();
  await passesAxe(page);
  await onceFailed.fill("12");

  await page.getByRole("button", { name: "As a program" }).click();
  const program = page.getByRole("dialog", { name: "The same from a program" });
  await expect(program).toContainText("unique: {");
  await expect(program).toContainText('"concurrency": {');
  await expect(program).toContainText("failedMs: 43200000");
  await program.getByRole("button", { name: "Close" }).click();

  await page.getByRole("button", { name: "Create job" }).click();
  await expect(heading(page)).toContainText("Scheduled");
  const holder = page.url();
  const details = page.getByRole("region", { name: "Details" });
  await expect(details).toContainText("invoice-7: another one is not made");
  await expect(details).toContainText("2 of crm at once");
  await expect(details).toContainText("failed 12 h");

  // What is set in a copy is in sight.
  await page.getByRole("link", { name: "Duplicate" }).click();
  await expect(page.getByRole("textbox", { name: /^Unique key/ })).toHaveValue("invoice-7");
  await expect(page.getByLabel("Most at once")).toHaveValue("2");
  await page.getByRole("button", { name: "Create job" }).click();
  await expect(
    page.getByText("No job was made: this one holds the unique key invoice-7."),
  ).toBeVisible();
  await expect(page).toHaveURL(holder);
  const { items } = await api.call("listJobs", { query: { state: "scheduled" } });
  expect(items.filter(({ argsPreview }) => argsPreview.includes("invoice 7"))).toHaveLength(1);
});

test("a bad parent is named at its field; a periodic job is asked for none", async ({ page }) => {
  await page.goto("/jobs/new?type=demo.echo");
  await page.getByRole("textbox", { name: "message" }).fill("x");
  await page.getByText(/^Limits and order/).click();
  const parents = page.getByLabel("Ids of its parents");
  await parents.fill("default~01JD3V5W3N8Q0M4R7T1B6C2X9Z, nonsense");
  await page.getByRole("button", { name: "Create job" }).click();
  await expect(parents).toBeFocused();
  await expect(page.getByText(/^A job id has the form .*; it was "nonsense"/)).toBeVisible();
  await parents.fill("default~01JD3V5W3N8Q0M4R7T1B6C2X9Z");
  await page.getByRole("button", { name: "Create job" }).click();
  await expect(page.getByText(/^There is no job default~01JD3V5W3N8Q0M4R7T1B6C2X9Z/)).toBeVisible();

  await page.getByRole("region", { name: "When" }).getByText("Periodic").click();
  await expect(parents).toBeHidden();
  await expect(page.getByRole("textbox", { name: /^Unique key/ })).toBeHidden();
  await expect(page.getByLabel("Concurrency key")).toBeVisible();
});

test("a blocked job says for whom it waits, and who ended it", async ({ page, api }) => {
  const parent = await api.call("createJob", { body: LONG });
  const done = await api.call("createJob", { body: echo("done") });
  await stateIs(api, done.id, "succeeded");
  const child = await api.call("createJob", {
    body: { ...echo("after"), parents: [parent.id, done.id] },
  });
  await page.goto(`/jobs/${child.id}`);
  await expect(heading(page)).toContainText("Blocked");
  await expect(about(page)).toContainText("Waits for 1 of 2 parents:");
  await expect(page.getByRole("button", { name: "Run now" })).toBeHidden();
  await expect(page.getByRole("button", { name: "Change", exact: true })).toBeHidden();
  const parents = page.getByRole("region", { name: "Parents" });
  await expect(parents.getByRole("listitem")).toHaveText([
    new RegExp(`Running${parent.id}`),
    new RegExp(`Succeeded${done.id}`),
  ]);

  await page.goto("/jobs?state=blocked");
  await expect(page.locator(`tr[data-job="${child.id}"]`)).toContainText("waiting");
  await page.goto(`/jobs/${child.id}`);
  await api.call("cancelJob", { params: { id: parent.id } });
  await expect(about(page)).toContainText(/Cancelled .*, since its parent .* did not succeed/);
  await about(page)
    .getByRole("link", { name: parent.id.slice(-4) })
    .click();
  await expect(heading(page)).toContainText("Cancelled");
});

test("a job held up by a key names the key, its use and its users", async ({ page, api }) => {
  const keyed = { ...LONG, concurrency: { key: "crm", limit: 1 } };
  const first = await api.call("createJob", { body: keyed });
  await stateIs(api, first.id, "running");
  const second = await api.call("createJob", { body: keyed });
  await page.goto(`/jobs/${second.id}`);
  await expect(about(page)).toContainText("Waits for a slot of crm: 1 of 1 in use, by");
  await expect(about(page).getByRole("link", { name: first.id.slice(-4) })).toBeVisible();
  await page.goto("/queues/default");
  await expect(page.getByRole("region", { name: "Limits" })).toContainText(
    "1 waits for a slot or the rate of a key",
  );

  const rated = { ...echo("rated"), rateLimit: { key: "api", limit: 1, perMs: 600_000 } };
  const started = await api.call("createJob", { body: rated });
  await stateIs(api, started.id, "succeeded");
  const waits = await api.call("createJob", { body: rated });
  await page.goto(`/jobs/${waits.id}`);
  await expect(about(page)).toContainText(
    /Waits for the rate of api, 1 start in any 10 min: again in \d+ min/,
  );
  for (const { id } of [second, waits, first]) await api.call("cancelJob", { params: { id } });
});

test("a job that expired says by how much it had to start", async ({ page, api }) => {
  const queue = "late";
  await api.call("createJob", { body: { ...echo("opens the queue"), queue } });
  await api.call("pauseQueue", { params: { name: queue }, body: {} });
  const { id } = await api.call("createJob", {
    body: { ...echo("late"), queue, startDeadlineMs: 1 },
  });
  await api.call("resumeQueue", { params: { name: queue } });
  await stateIs(api, id, "failed");
  // Its executor writes down what it has counted once a second.
  const expired = async () =>
    (await api.call("getQueue", { params: { name: queue } })).expiredInDay;
  await expect.poll(expired).toBe(1);
  await page.goto(`/jobs/${id}`);
  await expect(about(page)).toContainText("unrun: it had not started within 1 ms of its time");
  await page.goto(`/queues/${queue}`);
  await expect(page.getByRole("region", { name: "Limits" })).toContainText(
    "1 had not started in time",
  );
  await api.call("deleteJob", { params: { id } });
});

test("a queue is held to limits by the keyboard alone, and let go", async ({ page, api }) => {
  await api.call("createJob", { body: { ...echo("opens the queue"), queue: "held-to" } });
  await page.goto("/queues/held-to");
  const open = page.getByRole("button", { name: "Change limits" });
  await open.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Limits of the queue held-to" });
  await expect(dialog.getByLabel("Most at once")).toBeFocused();
  await passesAxe(page);
  await page.keyboard.type("0");
  await page.keyboard.press("Tab");
  await page.keyboard.type("10");
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("Must be at least 1; it was 0.")).toBeVisible();
  await expect(dialog.getByText("Is required.")).toBeVisible();
  await dialog.getByLabel("Most at once").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("2");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.type("1");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(open).toBeFocused();
  await expect(page.getByRole("region", { name: "Limits" })).toContainText(
    "10 starts in any 1 min",
  );
  await page.goto("/queues");
  await expect(page.getByRole("row", { name: /held-to/ })).toContainText("2 at once, 10 starts");

  await page.goto("/queues/held-to");
  await open.press("Enter");
  await dialog.getByRole("button", { name: "Remove all limits" }).press("Enter");
  await expect(dialog).toBeHidden();
  expect((await api.call("getQueue", { params: { name: "held-to" } })).limits).toEqual({
    concurrency: null,
    rate: null,
  });
});

test("a batch has a page that follows it to its end", async ({ page, api }) => {
  const name = "invoices";
  const { batch, jobIds } = await api.call("createBatch", {
    body: {
      name,
      jobs: [echo("one"), { job: "demo.fail", args: { message: "two fails" }, attempts: 1 }, LONG],
      callback: echo("all have ended"),
    },
  });
  await page.goto(`/batches/${batch.id}`);
  await expect(heading(page)).toContainText(name);
  await expect(about(page)).toContainText("2 of 3 jobs have ended: 1 failed.");
  await expect(page.getByRole("progressbar")).toHaveAttribute("aria-valuetext", "2 of 3");
  await expect(page.getByRole("region", { name: "Details" })).toContainText(
    "is made when all have ended",
  );
  await page.goto(`/jobs/${jobIds[2]!}`);
  const panel = page.getByRole("region", { name: "Batch" });
  await expect(panel).toContainText("2 of 3 jobs have ended: 1 failed.");
  await api.call("cancelJob", { params: { id: jobIds[2]! } });
  await panel.getByRole("link", { name }).click();
  await expect(about(page)).toContainText("All 3 jobs have ended: 1 failed, 1 cancelled.");
  await page.getByRole("link", { name: batch.callbackId! }).click();
  await expect(page.getByRole("region", { name: "Batch" })).toContainText(
    "This job is called when the batch has ended.",
  );
  await api.call("deleteJob", { params: { id: jobIds[1]! } });
});

test("a batch that is not kept says so", async ({ page }) => {
  await page.goto("/batches/default~01JD3V5W3N8Q0M4R7T1B6C2X9Z");
  await expect(heading(page)).toContainText("There is nothing here");
  await page.goto("/batches/nonsense");
  await expect(heading(page)).toContainText("There is nothing here");
});
