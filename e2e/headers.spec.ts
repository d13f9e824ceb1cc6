import { expect, test } from "./support/test.ts";

// The page fixture fails on anything the console says: a refused script or style would be there.
const PATHS = [
  "/",
  "/jobs",
  "/jobs/new",
  "/schedules",
  "/queues",
  "/workers",
  "/job-types",
  "/operations",
];

test("every page runs under a policy with a nonce of its own", async ({ page }) => {
  const policies = new Set<string>();
  for (const path of PATHS) {
    const response = await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const headers = response!.headers();
    policies.add(headers["content-security-policy"]!);
    expect(headers, path).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
    });
    expect(headers["x-powered-by"]).toBeUndefined();
  }
  expect(policies.size, "a nonce is used once").toBe(PATHS.length);
  for (const policy of policies) expect(policy).not.toMatch(/unsafe|http:|\*/);
});

test("a script that stands in a page without its nonce does not run", async ({
  page: signedIn,
}) => {
  // Another page than the fixture's, whose console may say what it refuses.
  const page = await signedIn.context().newPage();
  await page.goto(signedIn.url());
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.__ran = true";
    const frame = document.createElement("div");
    frame.innerHTML = "<img src=x onerror='window.__ran = true'>";
    document.body.append(frame);
    return new Promise<boolean>((resolve) => {
      document.addEventListener("securitypolicyviolation", () => resolve("__ran" in window), {
        once: true,
      });
      frame.firstElementChild!.dispatchEvent(new Event("error"));
    });
  });
  expect(ran).toBe(false);
});
