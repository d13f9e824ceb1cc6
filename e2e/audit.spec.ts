import { readFileSync } from "node:fs";
import { browserOf, PASSWORD } from "./support/accounts.ts";
import { passesAxe } from "./support/passes-axe.ts";
import { expect, test } from "./support/test.ts";

const echo = { job: "demo.echo", args: { message: "audited" }, queue: "audited" };

test("what was done and refused is found, opened and exported", async ({ page, api, request }) => {
  const { id } = await api.call("createJob", { body: { ...echo, delayMs: 3_600_000 } });
  await page.goto(`/jobs/${id}`);
  await page.getByRole("button", { name: "Cancel job" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel the job" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Cancelled");

  await page.keyboard.press("g");
  await page.keyboard.press("a");
  await expect(page).toHaveURL(/\/audit$/);
  await page.getByRole("searchbox", { name: /^What it was done to/ }).fill(id);
  const rows = page.getByRole("row").filter({ hasText: id });
  await expect(rows).toHaveCount(2);
  await expect(rows.last()).toContainText("create job");
  await page.getByLabel("What was done").selectOption("cancel job");
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("owner");
  await expect(rows).toContainText("cancel job");
  await expect(page).toHaveURL(new RegExp(`target=${id}`));

  await rows.getByRole("button", { name: /^Done/ }).press("Enter");
  const changed = page.getByRole("region", { name: "What changed" });
  await expect(changed).toContainText('"scheduled"');
  await expect(changed).toContainText('"cancelled"');
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of [1280, 375]) {
      await page.setViewportSize({ width, height: 900 });
      await passesAxe(page, `an open entry, ${colorScheme}, ${width}`);
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await rows.getByRole("link", { name: id }).click();
  await expect(page).toHaveURL(new RegExp(`/jobs/${id}$`));
  await page.goBack();

  await page.getByRole("button", { name: "Export" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: /^CSV/ }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("carillon-audit.csv");
  const [names, line, ...more] = readFileSync(await download.path(), "utf8")
    .trimEnd()
    .split("\r\n");
  expect(names).toMatch(/^"at","actor","via","action","target"/);
  expect(line).toContain(`"owner","session","cancelJob","jobs ${id}","200"`);
  expect(more).toEqual([]);
  await page.goto("/audit?action=exportAudit");
  await expect(page.getByRole("row").nth(1)).toContainText("export audit");

  // The request id of an answer leads to its entry.
  const refused = await request.delete(`/api/v1/jobs/${id}`);
  expect(refused.status()).toBe(401);
  await api.call("pauseQueue", { params: { name: "audited" }, body: {} });
  const [entry] = (await api.call("listAudit", { query: { target: "queues audited" } })).items;
  await page.goto("/audit");
  await page.getByRole("searchbox", { name: /^What it was done to/ }).fill(entry!.requestId);
  await expect(page).toHaveURL(new RegExp(`requestId=${entry!.requestId}`));
  await expect(page.getByRole("row")).toHaveCount(2);
  await page.getByRole("button", { name: /^Done/ }).click();
  await expect(page.getByRole("region", { name: "What changed" })).toContainText("pause");
  await api.call("resumeQueue", { params: { name: "audited" } });
});

test("it is for admins alone, and says so", async ({ page: _owner, api, browser, product }) => {
  await api.call("createUser", {
    body: { name: "aud-viewer", role: "viewer", queues: "*", password: PASSWORD },
  });
  const page = await browserOf(browser, product, "aud-viewer");
  await page.goto("/audit");
  const main = page.locator("main");
  await expect(main).toContainText("You may not read the audit log");
  await expect(main).toContainText("Only an admin may read and export the audit log.");
  await expect(page.getByRole("table")).toHaveCount(0);
  await expect(
    page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Audit log" }),
  ).toHaveCount(0);
  const answer = await page.request.get("/api/v1/audit/export?format=csv");
  expect(answer.status()).toBe(403);
  const { items } = await api.call("listAudit", { query: { actor: "aud-viewer" } });
  expect(items[0]).toMatchObject({ action: "exportAudit", code: "forbidden" });
  await page.context().close();
});

test("an address with nonsense in it still opens, and says so", async ({ page }) => {
  await page.goto("/audit?outcome=refused&from=yesterday&action=1%27--");
  await expect(page.getByText("2 filters ignored: action, from.")).toBeVisible();
  await page.goto("/audit?actor=nobody-at-all");
  await page.getByRole("button", { name: "Clear the filters" }).click();
  await expect(page).toHaveURL(/\/audit$/);
});
