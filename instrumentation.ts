/** Runs once, before the web process answers anything. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { start } = await import("./app/_server/start.ts");
  await start();
}
