import type { Page } from "@playwright/test";
import { expect, test } from "./support/test.ts";

type Api = Parameters<Parameters<typeof test>[2]>[0]["api"];

/** What would run, if any field of any page were anything but text. */
const EVIL =
  "<img src=x onerror=\"alert('img')\"><script>alert('script')</script>" +
  "'\"><svg/onload=alert(1)>{{7*7}}${7*7}</title></textarea>javascript:alert(2)\u202e\u2028\u0007";
const evil = (about: string) => `${about} ${EVIL}`;
/** Keys are refused with characters that cannot be seen. */
const evilKey = (about: string) => evil(about).replaceAll(/[\p{C}\p{Zl}]/gu, "");

/** Hostile text wherever the API takes text at all. Answers the pages it stands on, and a word that must be seen there. */
async function plant(api: Api): Promise<[path: string, seen: string][]> {
  const message = evil("args");
  const echo = { job: "demo.echo", args: { message } };
  const fails = await api.call("createJob", {
    body: {
      job: "demo.fail",
      args: { message: evil("error") },
      attempts: 1,
      queue: "evil",
      unique: { key: evilKey("unique") },
      concurrency: { key: evilKey("concurrency"), limit: 1 },
      rateLimit: { key: evilKey("rate"), limit: 5, perMs: 1_000 },
    },
  });
  const done = await api.call("createJob", { body: { ...echo, queue: "evil" } });
  for (const { id } of [fails, done])
    await expect
      .poll(async () => (await api.call("getJob", { params: { id } })).finishedAt)
      .not.toBeNull();
  const later = { ...echo, queue: "evil", delayMs: 3_600_000 };
  const held = await api.call("createJob", { body: later });
  const { batch } = await api.call("createBatch", { body: { name: evil("batch"), jobs: [later] } });
  await api.call("createSchedule", { body: { ...echo, id: "evil-plan", every: 86_400_000 } });
  await api.call("pauseSchedule", {
    params: { id: "evil-plan" },
    body: { reason: evil("pause").slice(0, 200) },
  });
  await api.call("pauseQueue", {
    params: { name: "evil" },
    body: { reason: evil("halt").slice(0, 200) },
  });
  const operation = await api.call("startOperation", {
    body: {
      action: "retry",
      filter: { queue: "evil", q: `nobody says ${EVIL}`.slice(0, 200) },
      reason: evil("why").slice(0, 200),
    },
  });
  const zone = { name: evil("feed").slice(0, 100) };
  await api.call("createCalendarFeed", { body: zone });
  await api.call("createToken", { body: { name: evil("token").slice(0, 64) } });
  await api.call("createAlertWebhook", {
    body: { name: evil("hook").slice(0, 100), url: "https://hooks.example.invalid/<img>" },
  });
  const asked = encodeURIComponent(EVIL);
  return [
    [`/jobs/${fails.id}`, "error <img"],
    [`/jobs/${done.id}`, "args <img"],
    [`/jobs/${held.id}`, "args <img"],
    [`/batches/${batch.id}`, "batch <img"],
    ["/jobs?queue=evil", "args <img"],
    ["/jobs?queue=evil&state=failed", "error <img"],
    [`/jobs?q=${asked}`, "<img"],
    [`/jobs?state=${asked}&queue=${asked}&type=${asked}&tag=${asked}&from=${asked}`, "ignored"],
    [`/jobs/new?from=${done.id}`, ""],
    [`/jobs/new?type=${asked}&mode=${asked}`, ""],
    ["/jobs/new?type=demo.echo&mode=periodic&schedule=evil-plan", ""],
    ["/schedules", "evil-plan"],
    [`/schedules?q=${asked}&sort=${asked}&state=${asked}`, ""],
    ["/schedules/evil-plan", "pause <img"],
    ["/schedules/evil-plan/edit", ""],
    ["/queues", "evil"],
    ["/queues/evil", "halt <img"],
    ["/operations", "nobody says <img"],
    [`/operations/${operation.id}`, "why <img"],
    ["/calendar", "feed <img"],
    [`/calendar?day=${asked}&zone=${asked}&queue=${asked}`, ""],
    ["/account", "token <img"],
    ["/alerts", "hook <img"],
    ["/alerts", "halt <img"],
    ["/audit", ""],
    [`/audit?actor=${asked.slice(0, 100)}&target=%3Cimg`, ""],
    ["/", ""],
    ["/workers", ""],
    ["/job-types", ""],
    [`/jobs/${asked}`, ""],
    [`/schedules/${asked}`, ""],
    [`/queues/${asked}`, ""],
    [`/sign-in?next=${encodeURIComponent("javascript:alert(3)//")}`, ""],
  ];
}

/** Everything that would show that text had become more than text. */
async function watch(page: Page): Promise<string[]> {
  const troubles: string[] = [];
  page.on("dialog", (dialog) => {
    troubles.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.exposeFunction("reportToTest", (text: string) => void troubles.push(text));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      const { reportToTest } = window as unknown as { reportToTest: (text: string) => void };
      reportToTest(`refused by ${violatedDirective}: ${blockedURI}`);
    });
  });
  return troubles;
}

test("hostile text in every field of every page stays text", async ({ page, api }) => {
  test.setTimeout(240_000);
  const pages = await plant(api);
  const troubles = await watch(page);
  for (const [path, seen] of pages) {
    await page.goto(path);
    const heading = page.getByRole("heading", { level: 1 });
    await expect(heading, path).toBeVisible();
    if (seen !== "") await expect(page.locator("body"), path).toContainText(seen);
    await expect(
      page.locator("img[src=x], svg[onload], script:not([src]):not([nonce])"),
    ).toHaveCount(0);
    expect(await page.title(), path).toContain("Carillon");
    expect(troubles, path).toEqual([]);
  }
  // What has to be opened to be seen.
  await page.goto("/audit?action=pauseQueue&target=evil");
  await page.getByRole("button", { name: /^Done/ }).first().click();
  await expect(page.getByRole("region", { name: "What changed" })).toContainText("halt <img");
  await page.keyboard.press("Control+k");
  await page.keyboard.insertText(EVIL);
  await expect(page.getByRole("option", { name: /^Search the jobs for/ })).toBeVisible();
  expect(troubles).toEqual([]);
  await api.call("resumeQueue", { params: { name: "evil" } });
});
