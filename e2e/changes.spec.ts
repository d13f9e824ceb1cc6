import { expect, test } from "./support/test.ts";

const later = { job: "demo.echo", args: { message: "later" }, delayMs: 3_600_000 };

test("a waiting job gets another time and another priority, and runs at once", async ({
  page,
  api,
}) => {
  const { id } = await api.call("createJob", { body: later });
  await page.goto(`/jobs/${id}`);
  await page.getByRole("button", { name: "Change", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "When, and how urgent" });
  await dialog.getByLabel(/Another time/).fill("2030-01-01T12:00");
  await dialog.getByLabel("Priority").selectOption("9");
  await dialog.getByRole("button", { name: "Change the job" }).click();
  await expect(dialog).toBeHidden();
  expect(await api.call("getJob", { params: { id } })).toMatchObject({
    runAt: "2030-01-01T11:00:00.000Z",
    priority: 9,
  });
  await page.getByRole("button", { name: "Run now" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Succeeded");
});

test("a queue is paused with a reason, holds its jobs, and is resumed", async ({ page, api }) => {
  const body = { job: "demo.echo", args: { message: "held" }, queue: "held" };
  await api.call("createJob", { body: { ...body, delayMs: 3_600_000 } });
  await page.goto("/queues/held");
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByLabel("For how long").selectOption("1 hour");
  await dialog.getByLabel(/^Why/).fill("the provider is down");
  await dialog.getByRole("button", { name: "Pause the queue" }).click();
  await expect(
    page.getByText(/owner paused it .*the provider is down.*opens by itself/),
  ).toBeVisible();

  const { id } = await api.call("createJob", { body });
  await page.goto(`/jobs/${id}`);
  await expect(page.getByText(/owner paused the queue held/)).toBeVisible();
  await page.goto("/");
  await expect(page.getByRole("list", { name: "What needs you" })).toContainText("held");
  await page.goto("/queues/held");
  await page.getByRole("button", { name: "Resume", exact: true }).click();
  await expect
    .poll(async () => (await api.call("getJob", { params: { id } })).state)
    .toBe("succeeded");
});

test("a periodic job is run now, paused and resumed", async ({ page, api }) => {
  await api.call("createSchedule", {
    body: { id: "hourly", job: "demo.echo", args: { message: "hour" }, every: 3_600_000 },
  });
  await page.goto("/schedules");
  await page.getByRole("link", { name: "hourly", exact: true }).click();
  const heading = page.getByRole("heading", { level: 1 });
  await page.getByRole("button", { name: "Run now" }).click();
  await expect(page.getByRole("table", { name: "Newest runs" })).toContainText("Succeeded");
  await page.getByRole("button", { name: "Pause…" }).click();
  await page.getByRole("button", { name: "Pause the periodic job" }).click();
  await expect(heading).toContainText("Paused");
  await page.getByRole("button", { name: "Resume", exact: true }).click();
  await expect(heading).toContainText("Active");
  await expect(page.getByText(/Next in/)).toBeVisible();
});
