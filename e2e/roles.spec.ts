import type { Page } from "@playwright/test";
import { browserOf, PASSWORD } from "./support/accounts.ts";
import { passesAxe } from "./support/passes-axe.ts";
import { expect as soonExpect, test } from "./support/test.ts";

/** Passwords take their time, on purpose. */
const expect = soonExpect.configure({ timeout: 20_000 });
test.describe.configure({ timeout: 180_000 });

type Api = Parameters<Parameters<typeof test>[2]>[0]["api"];

const echo = { job: "demo.echo", args: { message: "whose is it" } };

/** A job in each state that has verbs, and schedules. */
async function furnish(api: Api) {
  const failed = await api.call("createJob", {
    body: { job: "demo.fail", args: { message: "As asked" }, attempts: 1 },
  });
  const waiting = await api.call("createJob", { body: { ...echo, delayMs: 3_600_000 } });
  const dayly = { ...echo, every: 86_400_000 };
  await api.call("createSchedule", { body: { ...dayly, id: "role-plan" } });
  await api.call("createSchedule", { body: { ...dayly, id: "role-held" } });
  await api.call("pauseSchedule", { params: { id: "role-held" }, body: {} });
  await api.call("createSchedule", { body: { ...dayly, id: "role-gone" } });
  await api.call("cancelSchedule", { params: { id: "role-gone" }, body: {} });
  await api.call("createCalendarFeed", { body: { name: "of the roles" } });
  await expect
    .poll(async () => (await api.call("getJob", { params: { id: failed.id } })).state)
    .toBe("failed");
  return { failed: failed.id, waiting: waiting.id };
}

/** Each is in its place, cannot be used, and says why. */
async function areRefused(page: Page, path: string, names: (string | RegExp)[], reason: RegExp) {
  await page.goto(path);
  for (const name of names) {
    const control = page.locator("main").getByRole("button", { name }).first();
    await expect(control, `${path}: ${String(name)}`).toBeDisabled();
    await expect(control).toHaveAccessibleDescription(reason);
  }
}

test("a viewer sees everything, and each control says why it is not theirs", async ({
  page: owner,
  api,
  browser,
  product,
}) => {
  const { failed, waiting } = await furnish(api);
  await api.call("createUser", {
    body: { name: "role-viewer", role: "viewer", queues: "*", password: PASSWORD },
  });
  const page = await browserOf(browser, product, "role-viewer");
  const changes: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "GET" && !request.url().endsWith("/preview"))
      changes.push(`${request.method()} ${request.url()}`);
  });
  const viewer = /^Your role is viewer\. Only an operator or an admin may /;
  const jobVerbs = ["Duplicate", "Retry", "Delete"];
  await areRefused(page, `/jobs/${failed}`, jobVerbs, viewer);
  await areRefused(page, `/jobs/${waiting}`, ["Change", "Run now", "Cancel job"], viewer);
  await areRefused(page, "/jobs?state=failed", [/^Retry all/, /^Delete all/, "Export"], viewer);
  await areRefused(page, "/schedules", ["New periodic job"], viewer);
  await areRefused(page, "/schedules?which=cancelled", [/^Restore/], viewer);
  const verbs = ["Run now", "Skip next", "Pause…", "Edit", "Duplicate", "Backfill…", "Cancel…"];
  await areRefused(page, "/schedules/role-plan", verbs, viewer);
  await areRefused(page, "/schedules/role-held", [/^Resume/, "Change the pause…"], viewer);
  await areRefused(page, "/schedules/role-plan/edit", ["Save changes"], viewer);
  await areRefused(page, "/queues/default", ["Pause", "Change limits"], viewer);
  await areRefused(page, "/calendar", ["Subscribe…", /^Revoke/], viewer);
  await areRefused(page, "/job-types", [/^Run demo.echo/], viewer);
  await areRefused(page, "/job-types/demo.echo", ["Run it"], viewer);
  await areRefused(page, "/jobs/new?type=demo.echo", ["Create job"], viewer);
  await passesAxe(page, "a form that is not for a viewer");

  await page.goto("/");
  await expect(page.getByRole("banner").getByRole("button", { name: "New job" })).toBeDisabled();
  await page.keyboard.press("n");
  const toasts = page.getByRole("listitem").filter({ hasText: viewer });
  await expect(toasts).toHaveCount(1);
  await expect(page).toHaveURL(`${product.url}/`);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("pause role-plan");
  const command = page.getByRole("option", { name: /^Pause… role-plan/ });
  await expect(command).toContainText("Your role is viewer.");
  await passesAxe(page, "a palette of refusals");
  await command.click();
  await expect(page.getByRole("dialog", { name: /^Pause/ })).toBeHidden();

  // The keyboard comes to a control that is refused, and learns why.
  await page.goto(`/jobs/${failed}`);
  const retry = page.getByRole("button", { name: "Retry" });
  await retry.focus();
  await expect(
    page.getByText("may cancel, retry and move jobs.").filter({ visible: true }),
  ).toBeVisible();
  await retry.press("Enter");
  expect(changes).toEqual([]);
  expect((await api.call("getJob", { params: { id: failed } })).state).toBe("failed");
  await page.context().close();
  await owner.goto("/");
});

test("an operator of one queue changes that one, and no other", async ({
  page: owner,
  api,
  browser,
  product,
}) => {
  await api.call("createUser", {
    body: { name: "role-mail", role: "operator", queues: ["role-mail"], password: PASSWORD },
  });
  const own = await api.call("createJob", {
    body: { ...echo, queue: "role-mail", delayMs: 3_600_000 },
  });
  const other = await api.call("createJob", { body: { ...echo, delayMs: 3_600_000 } });
  const page = await browserOf(browser, product, "role-mail");
  const reason = "You may not change the queue default. Yours: role-mail.";
  await areRefused(page, `/jobs/${other.id}`, ["Change", "Run now", "Cancel job"], /^You may not/);
  await expect(page.getByRole("button", { name: "Cancel job" })).toHaveAccessibleDescription(
    reason,
  );
  await areRefused(page, "/queues/default", ["Pause", "Change limits"], /queue default/);

  await page.goto("/jobs/new?type=demo.echo");
  const create = page.getByRole("button", { name: "Create job" });
  await expect(create).toBeDisabled();
  await page.getByText("Options").click();
  await page.getByRole("textbox", { name: "Queue" }).fill("role-mail");
  await expect(create).toBeEnabled();

  await page.goto(`/jobs/${own.id}`);
  await page.getByRole("button", { name: "Cancel job" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel the job" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Cancelled");
  const [entry] = (await api.call("listAudit", { query: { actor: "role-mail" } })).items;
  expect(entry).toMatchObject({ action: "cancelJob", target: `jobs ${own.id}`, status: 200 });
  await page.context().close();
  await owner.goto("/");
});
