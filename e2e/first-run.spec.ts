import { expect, test } from "./support/test.ts";

/** The path that somebody takes who has just cloned it. */
test("create jobs, see them run, cancel, fail, stop", async ({ page, api }) => {
  await test.step("one now", async () => {
    await page.getByRole("link", { name: "New job" }).click();
    await page.getByText("demo.echo", { exact: true }).click();
    await page.getByRole("textbox", { name: "message" }).fill("Good morning");
    await page.getByRole("button", { name: "Create job" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("demo.echo");
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Succeeded");
    await expect(page.getByRole("group", { name: "result", exact: true })).toContainText(
      "Good morning",
    );
    await expect(page.getByLabel("Log lines, oldest first")).toContainText("Good morning");
  });

  await test.step("one in a few seconds", async () => {
    await page.goto("/jobs/new?type=demo.echo&mode=in");
    await page.getByRole("textbox", { name: "message" }).fill("A little later");
    await page.getByLabel("In", { exact: true }).fill("4");
    await page.getByRole("button", { name: "Create job" }).click();
    const heading = page.getByRole("heading", { level: 1 });
    await expect(heading).toContainText("Scheduled");
    await expect(page.getByText(/^Starts in/)).toBeVisible();
    await expect(heading).toContainText("Succeeded", { timeout: 10_000 });
  });

  await test.step("one every two seconds, until it is cancelled", async () => {
    await page.goto("/jobs/new?type=demo.echo&mode=periodic");
    await page.getByRole("textbox", { name: "message" }).fill("Tick");
    await page.getByLabel("Every", { exact: true }).fill("2");
    await page.getByLabel("Unit of the interval").selectOption("seconds");
    await expect(page.getByRole("region", { name: "Next runs" })).toContainText("Every 2 s");
    await page.getByRole("textbox", { name: "Name of the periodic job" }).fill("tick");
    await page.getByRole("button", { name: "Create periodic job" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("tick");
    const runs = page.getByRole("table", { name: "Newest runs" }).getByRole("row");
    await expect(runs).toHaveCount(3, { timeout: 15_000 });

    await page.getByRole("button", { name: "Cancel…" }).click();
    const dialog = page.getByRole("alertdialog");
    await expect(dialog.getByRole("button", { name: "Keep it" })).toBeFocused();
    await dialog.getByRole("button", { name: "Cancel the periodic job" }).click();
    await dialog.getByRole("button", { name: "Close" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Cancelled");
    const before = (await api.call("getSchedule", { params: { id: "tick" } })).counters.fired;
    // A job that is due after two more planned times would have passed.
    const { id } = await api.call("createJob", {
      body: { job: "demo.echo", args: { message: "later" }, delayMs: 4_500 },
    });
    await expect
      .poll(async () => (await api.call("getJob", { params: { id } })).state, { timeout: 15_000 })
      .toBe("succeeded");
    const after = await api.call("getSchedule", { params: { id: "tick" } });
    expect(after).toMatchObject({ state: "cancelled", counters: { fired: before } });
  });

  await test.step("one that fails", async () => {
    await page.goto("/jobs/new?type=demo.fail");
    await page.getByRole("textbox", { name: "message" }).fill("The mail server said no");
    await page.getByRole("button", { name: "Create job" }).click();
    const heading = page.getByRole("heading", { level: 1 });
    await expect(heading).toContainText("Failed", { timeout: 20_000 });
    await expect(page.getByText("Error: The mail server said no").first()).toBeVisible();
    await expect(page.getByRole("group", { name: "stack", exact: true })).toContainText(
      "demo-fail.ts",
    );
    await expect(page.getByText("3 ended")).toBeVisible();
  });

  await test.step("one that is stopped while it runs", async () => {
    await page.goto("/jobs/new?type=demo.sleep");
    await page.getByRole("textbox", { name: "ms", exact: true }).fill("600000");
    await page.getByRole("textbox", { name: "steps" }).fill("1000");
    await page.getByRole("button", { name: "Create job" }).click();
    const heading = page.getByRole("heading", { level: 1 });
    await expect(heading).toContainText("Running");
    await expect(page.getByRole("progressbar")).toBeVisible();
    await page.getByRole("button", { name: "Cancel job" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Cancel the job" }).click();
    await expect(heading).toContainText("Cancelled");
    await expect(page.getByText(/Cancelled .* by owner/)).toBeVisible();
  });

  await test.step("the failed one stands among the failed", async () => {
    await page.getByRole("link", { name: /^Jobs/ }).first().click();
    await page.getByRole("button", { name: /^Failed 1/ }).click();
    await expect(page).toHaveURL(/state=failed/);
    const row = page.getByRole("row", { name: /demo.fail/ });
    await expect(row).toContainText("The mail server said no");
    await row.getByRole("link").click();
    await page.getByRole("button", { name: "Retry" }).click();
    // It fails again at once: what shows that it ran is the attempt, not the state.
    await expect(page.getByText("4 ended")).toBeVisible();
  });
});
