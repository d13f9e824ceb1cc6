import type { Page } from "@playwright/test";

/**
 * Lets `page.goto` and `page.reload` end when React has taken the page over. Before that it is drawn but deaf: a key that is pressed
 * goes nowhere, and text that is typed is lost.
 */
export function waitForHydration(page: Page): void {
  const goto = page.goto.bind(page);
  const reload = page.reload.bind(page);
  page.goto = async (...args) => {
    const response = await goto(...args);
    await hydrated(page);
    return response;
  };
  page.reload = async (...args) => {
    const response = await reload(...args);
    await hydrated(page);
    return response;
  };
}

async function hydrated(page: Page): Promise<void> {
  // One function, which begins anew in the page that a redirect leads to.
  await page.waitForFunction(() => {
    const main = document.querySelector("main");
    // React keeps an element's properties at the element from when it has it in hand; effects, which listen to keys, run in the next task.
    const isTaken =
      main === null || Object.keys(main).some((key) => key.startsWith("__reactProps"));
    return (
      isTaken && new Promise((done) => requestIdleCallback(() => done(true), { timeout: 1_000 }))
    );
  });
}
