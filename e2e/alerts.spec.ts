import { createHmac } from "node:crypto";
import type { Locator, Page } from "@playwright/test";
import { browserOf, PASSWORD } from "./support/accounts.ts";
import { passesAxe } from "./support/passes-axe.ts";
import { type Message, openReceiver, type Receiver } from "./support/receiver.ts";
import { expect as soonExpect, test as base } from "./support/test.ts";

/** An alert is told once it has lasted 15 s, and there is a look every 10 s. */
const expect = soonExpect.configure({ timeout: 40_000 });

const test = base.extend<{ receiver: Receiver }>({
  // Playwright asks for a pattern, and this fixture needs no other.
  // oxlint-disable-next-line no-empty-pattern
  receiver: async ({}, use) => {
    const receiver = await openReceiver();
    await use(receiver);
    await receiver.close();
  },
});
test.use({ settings: { CARILLON_OUTGOING_ALLOW: "127.0.0.1" } });
test.describe.configure({ timeout: 180_000 });

type Api = Parameters<Parameters<typeof test>[2]>[0]["api"];

const rowOf = (page: Page, name: string) =>
  page.getByRole("table", { name: "Webhooks" }).getByRole("row").filter({ hasText: name });
const verb = (page: Page, words: string) => page.getByRole("button", { name: words, exact: true });

const outcomeOn = (page: Page) => page.getByRole("row").filter({ hasText: /^Test .*delivered/ });

/** As somebody does who has no mouse. */
async function press(control: Locator): Promise<void> {
  await control.focus();
  await control.press("Enter");
}

function isSigned({ headers, body }: Message, secret: string): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signed = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`;
  const signature = createHmac("sha256", key).update(signed).digest("base64");
  return headers["webhook-signature"] === `v1,${signature}`;
}

/** A queue there is, and that stands still. */
async function pause(api: Api, name: string, reason: string): Promise<void> {
  const args = { message: "opens the queue" };
  await api.call("createJob", { body: { job: "demo.echo", args, queue: name } });
  await api.call("pauseQueue", { params: { name }, body: { reason } });
}

async function removeAll(api: Api): Promise<void> {
  for (const { id } of (await api.call("listAlertWebhooks")).items)
    await api.call("removeAlertWebhook", { params: { id } });
}

test("a webhook is made, tested, changed, turned off and removed, by the keyboard alone", async ({
  page,
  receiver,
}) => {
  await page.goto("/");
  await page.keyboard.press("g");
  await page.keyboard.press("l");
  await expect(page).toHaveURL(/\/alerts$/);
  await expect(page.getByText("Nobody is told elsewhere: there is no webhook.")).toBeVisible();
  await expect(page.getByText("Nothing needs you")).toBeVisible();
  await passesAxe(page, "no alert and no webhook");

  await press(verb(page, "New webhook"));
  const dialog = page.getByRole("dialog", { name: "New webhook" });
  await expect(dialog.getByLabel("Name", { exact: true })).toBeFocused();
  await page.keyboard.type("on-call");
  await page.keyboard.press("Tab");
  await page.keyboard.type("ftp://127.0.0.1/x");
  await page.keyboard.press("Enter");
  const address = dialog.getByLabel("Address");
  await expect(address).toHaveAttribute("aria-invalid", "true");
  await expect(dialog.getByText("Must be a URL of https:// or http://")).toBeVisible();
  await address.focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type(receiver.url);
  await page.keyboard.press("Enter");

  const made = page.getByRole("dialog", { name: "The webhook on-call is made" });
  const secret = (await made.getByRole("group", { name: "the secret" }).innerText()).trim();
  expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
  await press(made.getByRole("button", { name: "I have kept it" }));
  await expect(verb(page, "New webhook")).toBeFocused();
  const row = rowOf(page, "on-call");
  await expect(row).toContainText("Waitingfor the first alert");
  await expect(row).toContainText("Every alert");
  await page.reload();
  await expect(row).toContainText(new URL(receiver.url).origin);
  const text = await page.content();
  for (const hidden of [secret, "a-secret-part"]) expect(text).not.toContain(hidden);

  await press(verb(page, "Test on-call"));
  const outcome = outcomeOn(page);
  await expect(outcome).toHaveText(/^Test delivered, after \d+ ms\. Answered 200\.$/);
  await expect(page.getByText("on-call took the test.")).toBeVisible();
  const [message] = receiver.messages;
  expect(JSON.parse(message!.body)).toMatchObject({ event: "test" });
  expect(isSigned(message!, secret)).toBe(true);
  receiver.status = 500;
  await press(verb(page, "Test on-call"));
  await expect(outcome).toHaveText(
    /^Test not delivered.* Answered 500\. .* look into its own log\.$/,
  );
  await expect(page.getByText("on-call did not take the test")).toBeVisible();
  await expect(page.getByText("nobody is shown this")).toBeHidden();
  expect(receiver.messages).toHaveLength(2);

  await press(verb(page, "Edit on-call"));
  const edit = page.getByRole("dialog", { name: "The webhook on-call" });
  const save = edit.getByRole("button", { name: "Save the webhook" });
  await expect(save).toBeDisabled();
  await edit.getByLabel("Name", { exact: true }).focus();
  await page.keyboard.press("End");
  await page.keyboard.type(" at night");
  await edit.getByRole("radio", { name: "Every alert" }).focus();
  await page.keyboard.press("ArrowRight");
  await press(edit.getByRole("button", { name: "Tick none" }));
  await press(save);
  await expect(edit.getByRole("alert")).toBeVisible();
  await edit.getByRole("checkbox", { name: "Queue paused" }).focus();
  await page.keyboard.press("Space");
  await press(save);
  await expect(edit).toBeHidden();
  await expect(rowOf(page, "on-call at night")).toContainText("Queue paused");

  await press(verb(page, "Turn off on-call at night"));
  await expect(row).toContainText("Offtold nothing");
  await expect(page.getByText("Nobody is told elsewhere: every webhook is off.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
  await press(verb(page, "Turn on on-call at night"));
  await expect(row).toContainText("Waiting");

  await press(verb(page, "Remove on-call at night"));
  const question = page.getByRole("alertdialog");
  await expect(question.getByRole("button", { name: "Keep it" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(row).toBeHidden();
  await expect(page.getByText("Nobody is told elsewhere: there is no webhook.")).toBeVisible();
});

test("an alert is in sight, is told, is told again until it arrives, and is over", async ({
  page,
  api,
  receiver,
}) => {
  receiver.status = 500;
  await api.call("createAlertWebhook", { body: { name: "pager", url: receiver.url } });
  await pause(api, "alerted", "the disk is full");
  await page.goto("/");
  await page.getByRole("link", { name: "Since when, and who is told" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("One alert is open");
  const alert = page.getByRole("row", { name: /^Queue paused/ });
  await expect(alert).toContainText("the disk is full");
  await expect(alert.getByRole("link", { name: "Open queue alerted" })).toHaveAttribute(
    "href",
    "/queues/alerted",
  );

  const row = rowOf(page, "pager");
  await expect(row).toContainText(/FailingAnswered 500\. \d+ tr(y|ies), next /);
  await expect(page.getByText("1 of 1 webhook fails:")).toBeVisible();
  receiver.status = 204;
  await expect(row).toContainText("Delivered");
  const told = JSON.parse(receiver.messages.at(-1)!.body) as { opened: object[] };
  expect(told.opened).toMatchObject([{ kind: "queue-paused", subject: "alerted" }]);

  await api.call("resumeQueue", { params: { name: "alerted" } });
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("No alert is open");
  await expect
    .poll(() => (JSON.parse(receiver.messages.at(-1)!.body) as { resolved: object[] }).resolved)
    .toMatchObject([{ kind: "queue-paused", subject: "alerted" }]);
  await removeAll(api);
});

test("a viewer sees who is told, and why nothing of it is theirs to change", async ({
  page: owner,
  api,
  browser,
  product,
  receiver,
}) => {
  await api.call("createAlertWebhook", { body: { name: "seen", url: receiver.url } });
  await api.call("createUser", {
    body: { name: "alert-viewer", role: "viewer", queues: "*", password: PASSWORD },
  });
  const page = await browserOf(browser, product, "alert-viewer");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("alerts");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/alerts$/);
  await expect(rowOf(page, "seen")).toContainText("Waiting");
  const reason = "Your role is viewer. Only an admin may manage alert webhooks.";
  for (const words of ["New webhook", "Test seen", "Edit seen", "Turn off seen", "Remove seen"]) {
    const control = verb(page, words);
    await expect(control, words).toBeDisabled();
    await expect(control, words).toHaveAccessibleDescription(reason);
  }
  await passesAxe(page, "/alerts of a viewer");
  await press(verb(page, "Test seen"));
  await expect(page.getByRole("listitem").filter({ hasText: reason })).toBeVisible();
  expect(receiver.messages).toEqual([]);
  await page.context().close();
  await removeAll(api);
  await owner.goto("/");
});

for (const colorScheme of ["light", "dark"] as const)
  test(`everything of it passes axe and fits, ${colorScheme}`, async ({ page, api, receiver }) => {
    // What fades has no contrast for a moment.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    receiver.status = 500;
    const long = "a name that is as long as the name of a webhook may be and "
      .repeat(2)
      .slice(0, 100);
    const url = receiver.url;
    const { webhook } = await api.call("createAlertWebhook", {
      body: { name: "off", url, kinds: ["job-failed"] },
    });
    await api.call("changeAlertWebhook", {
      params: { id: webhook.id },
      body: { isEnabled: false },
    });
    await api.call("createAlertWebhook", { body: { name: long.trim(), url } });
    await pause(api, "held", long);
    await page.goto("/alerts");
    await expect(rowOf(page, "a name that is")).toContainText("Failing");
    await verb(page, "Test off").click();
    await expect(outcomeOn(page)).toContainText("Test not delivered");
    for (const width of [1920, 1280, 768, 375, 320]) {
      await page.setViewportSize({ width, height: 850 });
      const beyond = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(beyond, `at ${width}`).toBe(0);
    }
    for (const width of [1280, 375]) {
      await page.setViewportSize({ width, height: 850 });
      await passesAxe(page, `/alerts at ${width}`);
      await verb(page, "Edit off").click();
      const edit = page.getByRole("dialog", { name: "The webhook off" });
      await expect(edit.getByRole("checkbox", { name: "Job failed" })).toBeChecked();
      await passesAxe(page, `the edit at ${width}`);
      await page.keyboard.press("Escape");
      await expect(edit).toBeHidden();
      await verb(page, "New webhook").click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Name", { exact: true }).fill(`at ${width}`);
      await dialog.getByRole("button", { name: "Make the webhook" }).click();
      await expect(dialog.getByLabel("Address")).toHaveAttribute("aria-invalid", "true");
      await passesAxe(page, `a new one with an error at ${width}`);
      await dialog.getByLabel("Address").fill(url);
      await dialog.getByRole("button", { name: "Make the webhook" }).click();
      await expect(dialog.getByRole("group", { name: "the secret" })).toBeVisible();
      await passesAxe(page, `the secret at ${width}`);
      await dialog.getByRole("button", { name: "I have kept it" }).click();
      await expect(dialog).toBeHidden();
      await verb(page, `Remove at ${width}`).click();
      await passesAxe(page, `the question at ${width}`);
      await page
        .getByRole("alertdialog")
        .getByRole("button", { name: "Remove the webhook" })
        .click();
      await expect(verb(page, `Remove at ${width}`)).toBeHidden();
    }
    await api.call("resumeQueue", { params: { name: "held" } });
    await removeAll(api);
  });
