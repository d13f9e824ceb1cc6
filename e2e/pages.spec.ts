import type { Page } from "@playwright/test";
import { passesAxe } from "./support/passes-axe.ts";
import { expect, test } from "./support/test.ts";

const WIDTHS = [320, 375, 768, 1280, 1920];

/** Every page, with something on it. */
async function paths(api: Parameters<Parameters<typeof test>[2]>[0]["api"]): Promise<string[]> {
  const echo = { job: "demo.echo", args: { message: "a page wants content" } };
  const schedules = (await api.call("listSchedules")).items.map(({ id }) => id);
  if (!schedules.includes("each-minute"))
    await api.call("createSchedule", { body: { ...echo, id: "each-minute", every: 60_000 } });
  const failing = await api.call("createJob", {
    body: { job: "demo.fail", args: { message: "This one is to fail" }, attempts: 1 },
  });
  const sleeping = await api.call("createJob", {
    body: { job: "demo.sleep", args: { ms: 120_000, steps: 100 } },
  });
  await api.call("createJob", { body: { ...echo, delayMs: 3_600_000 } });
  const blocked = await api.call("createJob", { body: { ...echo, parents: [sleeping.id] } });
  const { batch } = await api.call("createBatch", {
    body: { name: "a batch", jobs: [echo, { ...echo, delayMs: 3_600_000 }], callback: echo },
  });
  await expect
    .poll(async () => (await api.call("getJob", { params: { id: failing.id } })).state)
    .toBe("failed");
  const users = (await api.call("listUsers")).items.map(({ name }) => name);
  if (!users.includes("pat"))
    await api.call("createUser", {
      body: { name: "pat", role: "operator", queues: ["mail"], password: "four words in a row" },
    });
  if ((await api.call("listTokens")).items.length === 0)
    await api.call("createToken", { body: { name: "to see the page" } });
  if ((await api.call("listAlertWebhooks")).items.length === 0)
    await api.call("createAlertWebhook", {
      body: { name: "to see the page", url: "https://hooks.example.invalid/services/x" },
    });
  const { items: workers } = await api.call("listWorkers");
  const operation = await api.call("startOperation", {
    body: { action: "retry", filter: { queue: "nothing-here" }, reason: "to see the page" },
  });
  return [
    "/",
    "/jobs",
    "/jobs?state=failed",
    "/jobs?state=cancelled&queue=nothing-here",
    `/jobs/${failing.id}`,
    `/jobs/${sleeping.id}`,
    `/jobs/${blocked.id}`,
    "/jobs?state=blocked",
    `/batches/${batch.id}`,
    "/jobs/new",
    "/jobs/new?type=http.request&mode=at",
    "/jobs/new?type=demo.echo&mode=periodic",
    "/operations",
    `/operations/${operation.id}`,
    "/schedules",
    "/calendar",
    "/schedules/each-minute",
    "/schedules?state=paused&q=nothing-here",
    "/schedules?which=cancelled",
    "/schedules/each-minute/edit",
    "/jobs/new?schedule=each-minute",
    "/queues",
    "/queues/default",
    "/workers",
    `/workers/${workers[0]!.id}`,
    "/job-types",
    "/job-types/http.request",
    "/account",
    "/alerts",
    "/audit",
    "/audit?outcome=refused&actor=nobody-there",
    "/users",
    "/users/pat",
    "/nowhere",
  ];
}

const settled = (page: Page) => expect(page.getByRole("heading", { level: 1 })).toBeVisible();

/** Each page is opened once, and looked at in every way from there: as whoever changes the window, or the theme, does. */
test("every page passes axe, light and dark, wide and narrow", async ({ page, api }) => {
  test.setTimeout(300_000);
  for (const path of await paths(api)) {
    await page.goto(path);
    await settled(page);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator("html")).toHaveAttribute("data-theme", colorScheme);
      for (const width of [1280, 375]) {
        await page.setViewportSize({ width, height: 850 });
        await passesAxe(page, `${path}, ${colorScheme}, at ${width}`);
      }
    }
  }
});

test("no page is wider than its window, and each has its own title", async ({ page, api }) => {
  test.setTimeout(300_000);
  for (const path of await paths(api)) {
    await page.goto(path);
    await settled(page);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 850 });
      const beyond = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(beyond, `${path} at ${width}`).toBe(0);
      await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    }
    expect(await page.title(), path).toMatch(/.+ · Carillon$/);
  }
});

test("the keyboard goes everywhere", async ({ page }) => {
  await page.goto("/");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the page" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("main")).toBeFocused();

  await page.keyboard.press("g");
  await page.keyboard.press("w");
  await expect(page).toHaveURL(/\/workers$/);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();

  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeHidden();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("job types");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/job-types$/);

  await page.keyboard.press("n");
  await expect(page).toHaveURL(/\/jobs\/new/);
});

test("changes show by themselves, and stop when they are paused", async ({ page, api }) => {
  await page.goto("/jobs?type=demo.echo");
  await page.mouse.move(5, 5);
  const rows = page.getByRole("row", { name: /demo.echo/ });
  await expect(page.getByRole("button", { name: /^Live/ })).toBeVisible();
  const create = (message: string) =>
    api.call("createJob", { body: { job: "demo.echo", args: { message } } });

  await create("shows by itself");
  await expect(rows.filter({ hasText: "shows by itself" })).toContainText("Succeeded");

  await page.getByRole("button", { name: /^Live/ }).click();
  let requests = 0;
  page.on("request", () => requests++);
  const { id } = await create("does not show");
  await expect
    .poll(async () => (await api.call("getJob", { params: { id } })).state)
    .toBe("succeeded");
  expect(requests).toBe(0);
  await page.getByRole("button", { name: /^Paused/ }).click();
  await expect(rows.filter({ hasText: "does not show" })).toBeVisible();
});

test("a lost server is told, what is known stays, and all is well again by itself", async ({
  page,
}) => {
  await page.goto("/workers");
  const table = page.getByRole("table", { name: "Workers" });
  await expect(table).toBeVisible();
  await page.route("**/api/v1/**", (route) => route.abort());
  await expect(page.getByText("Carillon cannot reach its data.")).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole("button", { name: /^Disconnected/ })).toBeVisible();
  await expect(table).toBeVisible();
  await page.unroute("**/api/v1/**");
  await page.getByRole("button", { name: "Try now" }).click();
  await expect(page.getByText("Carillon cannot reach its data.")).toBeHidden();
});

test("rows keep their places under the pointer", async ({ page, api }) => {
  const create = (message: string) =>
    api.call("createJob", { body: { job: "demo.echo", args: { message }, delayMs: 3_600_000 } });
  await create("first");
  await page.goto("/jobs?state=scheduled&type=demo.echo");
  const rows = page.getByRole("row", { name: /demo.echo/ });
  await expect(rows.first()).toBeVisible();
  await rows.first().hover();
  const before = await rows.allInnerTexts();
  await create("second");
  await expect(page.getByRole("button", { name: /1 new/ })).toBeVisible();
  expect((await rows.allInnerTexts()).length).toBe(before.length);
  await page.getByRole("button", { name: /1 new/ }).click();
  await expect(rows.filter({ hasText: "second" })).toBeVisible();
});

test("pages of jobs have every job once, and their number is the tab's", async ({ page, api }) => {
  await Promise.all(
    Array.from({ length: 120 }, (_, index) =>
      api.call("createJob", {
        body: {
          job: "demo.echo",
          args: { message: `p${index}` },
          queue: "paged",
          delayMs: 7_200_000,
        },
      }),
    ),
  );
  await page.goto("/jobs?queue=paged&state=scheduled");
  await expect(page.getByRole("button", { name: "Scheduled 120" })).toBeVisible();
  const seen = new Set<string>();
  for (;;) {
    const rows = page.locator("tr[data-job]");
    await expect(rows.first()).toBeVisible();
    for (const id of await rows.evaluateAll((all) =>
      all.map((row) => row.getAttribute("data-job")),
    ))
      seen.add(id!);
    const next = page.getByRole("button", { name: "Next page" });
    if (!(await next.isVisible())) break;
    const url = page.url();
    await next.click();
    await expect(page).not.toHaveURL(url);
    await expect(rows.first()).not.toHaveAttribute("data-job", [...seen][seen.size - 50]!);
  }
  expect(seen.size).toBe(120);
});

test("an address with nonsense in it still opens, and says so", async ({ page }) => {
  await page.goto("/jobs?queue=Not%20OK&cursor=%00&type=%3Cscript%3E");
  await expect(page.getByText("Part of the address was not understood")).toBeVisible();
  await page.goto("/jobs?state=lost");
  await expect(page.getByRole("heading", { name: "Jobs", level: 1 })).toBeVisible();
});

test("a session that is over leads to the door, and back", async ({ page, product }) => {
  await page.goto("/workers");
  await page.context().clearCookies();
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fworkers/, { timeout: 20_000 });
  await page.getByText("Token", { exact: true }).click();
  await page.getByLabel("Admin token").fill("wrong");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText(/The token is not valid/)).toBeVisible();
  await page.getByLabel("Admin token").fill(product.token);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/workers$/);
});
