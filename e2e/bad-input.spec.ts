import { expect, test } from "./support/test.ts";

test.describe("the form", () => {
  test("names each wrong field, and writes nothing", async ({ page, api }) => {
    const before = (await api.call("listJobs", {})).total;
    await page.goto("/jobs/new?type=demo.sleep");
    await page.getByRole("button", { name: "Create job" }).click();
    await expect(page.getByRole("textbox", { name: "ms", exact: true })).toHaveAttribute(
      "aria-invalid",
      "true",
    );
    await expect(page.getByRole("textbox", { name: "ms", exact: true })).toBeFocused();
    await expect(page.getByText("Is required.", { exact: true })).toBeVisible();

    await page.getByRole("textbox", { name: "ms", exact: true }).fill("many");
    await page.getByRole("button", { name: "Create job" }).click();
    await expect(page.getByText("Must be a number.", { exact: true })).toBeVisible();

    await page.getByRole("textbox", { name: "ms", exact: true }).fill("10");
    await page.getByText("Options").click();
    await page.getByRole("textbox", { name: "Priority" }).fill("12");
    await page.getByRole("button", { name: "Create job" }).click();
    await expect(page.getByText("Must be at most 9; it was 12.", { exact: true })).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Priority" })).toBeFocused();

    await page.getByRole("textbox", { name: "Priority" }).fill("");
    await page.getByRole("textbox", { name: "Queue" }).fill("Not OK");
    await page.getByRole("button", { name: "Create job" }).click();
    await expect(page.getByRole("textbox", { name: "Queue" })).toHaveAttribute(
      "aria-invalid",
      "true",
    );
    await page.getByRole("textbox", { name: "Queue" }).fill("");
    await page.getByRole("textbox", { name: "Attempts" }).fill("none");
    await page.getByRole("button", { name: "Create job" }).click();
    await expect(page.getByRole("textbox", { name: "Attempts" })).toHaveAttribute(
      "aria-invalid",
      "true",
    );
    expect((await api.call("listJobs", {})).total).toBe(before);
  });

  test("asks about a time that the clocks show never, or twice", async ({ page, api }) => {
    await page.goto("/jobs/new?type=demo.echo&mode=at");
    await page.getByRole("textbox", { name: "message" }).fill("x");
    const at = page.getByLabel("Date and time in Europe/Berlin");
    const create = page.getByRole("button", { name: "Create job" });
    await at.fill("2030-03-31T02:30");
    await expect(page.getByText(/02:30 does not exist on 31 March 2030 in Berlin/)).toBeVisible();
    await create.click();
    await expect(at).toBeFocused();
    await page.getByRole("button", { name: "Take 03:30" }).click();
    await expect(page.getByText(/= Sun 31 Mar 2030, 01:30:00 UTC/)).toBeVisible();
    await at.fill("2030-10-27T02:30");
    await expect(page.getByText(/02:30 comes twice on 27 October 2030 in Berlin/)).toBeVisible();
    await create.click();
    await expect(at).toBeFocused();
    await page.getByRole("radio", { name: "The second" }).check();
    await create.click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Scheduled");
    const id = decodeURIComponent(page.url().split("/").at(-1)!);
    const { runAt } = await api.call("getJob", { params: { id } });
    expect(runAt).toBe("2030-10-27T01:30:00.000Z");
    await api.call("cancelJob", { params: { id } });
  });

  test("shows what is wrong with a cron expression while it is typed", async ({ page }) => {
    await page.goto("/jobs/new?type=demo.echo&mode=periodic");
    await page.getByText("Cron expression").first().click();
    const cron = page.getByRole("textbox", { name: "Cron expression" });
    await cron.fill("61 * * * *");
    await expect(page.getByText(/"61" is out of range/)).toBeVisible();
    await cron.fill("0 0 30 2 *");
    await expect(page.getByText(/never fires/)).toBeVisible();
    await page.getByRole("combobox", { name: "Time zone", exact: true }).fill("Mars/Base");
    await cron.fill("0 9 * * *");
    await expect(page.getByText(/no time zone that is known/)).toBeVisible();
    await page.getByRole("textbox", { name: "message" }).fill("x");
    await page.getByRole("button", { name: "Create periodic job" }).click();
    await expect(page.getByText("The periodic job was not created")).toBeVisible();

    await page.getByRole("combobox", { name: "Time zone", exact: true }).fill("Europe/Warsaw");
    await cron.fill("30 2 28 3 *");
    await expect(
      page.getByText(/02:30 does not exist on 28 March 2027 in Warsaw: runs at 03:00/),
    ).toBeVisible();
  });

  test("keeps what was typed as JSON, and as a form", async ({ page }) => {
    await page.goto("/jobs/new?type=http.request");
    await page.getByRole("textbox", { name: "url" }).fill("https://example.org/hook");
    await page.getByText("JSON", { exact: true }).click();
    const json = page.getByRole("textbox", { name: "Arguments" });
    await expect(json).toHaveValue(/example.org\/hook/);
    await json.fill('{"url": "https://example.org/other", "method": "POST"');
    await expect(page.getByText(/This is not JSON/)).toBeVisible();
    await json.fill('{"url": "https://example.org/other", "method": "POST"}');
    await page.getByText("Form", { exact: true }).click();
    await expect(page.getByRole("textbox", { name: "url" })).toHaveValue(
      "https://example.org/other",
    );
  });
});

test.describe("the API", () => {
  const cases: [string, string, unknown, number, string[]][] = [
    ["no job type", "jobs", { args: {} }, 422, ["job"]],
    ["an unknown job type", "jobs", { job: "nope", args: {} }, 422, ["job"]],
    ["missing arguments", "jobs", { job: "demo.echo", args: {} }, 422, ["args.message"]],
    ["wrong arguments", "jobs", { job: "demo.sleep", args: { ms: "1" } }, 422, ["args.ms"]],
    [
      "a time before 1970",
      "jobs",
      { job: "demo.echo", args: { message: "x" }, runAt: "1969-12-31T23:59:59Z" },
      422,
      ["runAt"],
    ],
    [
      "no time at all",
      "jobs",
      { job: "demo.echo", args: { message: "x" }, runAt: "tomorrow" },
      422,
      ["runAt"],
    ],
    [
      "a field that is not known",
      "jobs",
      { job: "demo.echo", args: { message: "x" }, when: 1 },
      422,
      ["when"],
    ],
    [
      "several wrong fields",
      "jobs",
      { job: "demo.echo", args: {}, priority: 10, attempts: 0, timeoutMs: -1 },
      422,
      ["priority", "attempts", "timeoutMs"],
    ],
    [
      "an impossible cron",
      "schedules",
      { job: "demo.echo", args: { message: "x" }, cron: "0 0 30 2 *" },
      422,
      ["cron"],
    ],
    ["no trigger", "schedules", { job: "demo.echo", args: { message: "x" } }, 422, ["every"]],
    [
      "an interval of nothing",
      "schedules",
      { job: "demo.echo", args: { message: "x" }, every: 0 },
      422,
      ["every"],
    ],
    [
      "to delete what waits",
      "operations",
      { action: "delete", filter: { state: "ready" } },
      422,
      ["filter.state"],
    ],
    [
      "an operation of no known kind",
      "operations",
      { action: "run", filter: { colour: "red" } },
      422,
      ["action", "filter.colour"],
    ],
    ["a list for a body", "jobs", [], 422, [""]],
    ["text that is no JSON", "jobs", "{not json", 400, []],
  ];
  for (const [name, path, body, status, paths] of cases) {
    test(`refuses ${name}, and writes nothing`, async ({ request, product, api }) => {
      const before = await counts(api);
      const answer = await request.post(`/api/v1/${path}`, {
        headers: {
          authorization: `Bearer ${product.token}`,
          "content-type": "application/json",
        },
        data: typeof body === "string" ? Buffer.from(body) : body,
      });
      expect(answer.status()).toBe(status);
      expect(answer.headers()["content-type"]).toBe("application/problem+json");
      const problem = (await answer.json()) as { errors: { path: string; message: string }[] };
      expect(problem.errors.map((error) => error.path)).toEqual(paths);
      for (const { message } of problem.errors) expect(message.length).toBeGreaterThan(5);
      expect(await counts(api)).toEqual(before);
    });
  }

  test("tells nobody anything without a token or a session", async ({ request }) => {
    for (const path of ["jobs", "schedules", "queues", "workers", "job-types", "stats", "events"]) {
      const answer = await request.get(`/api/v1/${path}`);
      expect(answer.status(), path).toBe(401);
    }
    const wrong = await request.get("/api/v1/jobs", { headers: { authorization: "Bearer wrong" } });
    expect(wrong.status()).toBe(401);
  });

  test("takes a session's change only from its own pages", async ({ page, product }) => {
    const post = (headers: Record<string, string>) =>
      page.context().request.post(`${product.url}/api/v1/jobs`, {
        headers,
        data: { job: "demo.echo", args: { message: "x" } },
      });
    expect((await post({ origin: "https://evil.example" })).status()).toBe(403);
    expect((await post({ "sec-fetch-site": "cross-site" })).status()).toBe(403);
    expect((await post({ origin: product.url })).status()).toBe(201);
  });

  test("creates once for one idempotency key", async ({ api }) => {
    const body = { job: "demo.echo", args: { message: "once" } };
    const options = { body, idempotencyKey: crypto.randomUUID() };
    const made = await Promise.all(Array.from({ length: 5 }, () => api.call("createJob", options)));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
  });
});

async function counts(api: {
  call: (name: "listQueues") => Promise<{ items: { counts: object }[] }>;
}) {
  const { items } = await api.call("listQueues");
  return items.map((queue) =>
    Object.values(queue.counts).reduce((sum: number, count: number) => sum + count, 0),
  );
}
