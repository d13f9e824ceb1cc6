import { readdirSync } from "node:fs";
import { resolve } from "node:path";

const DASHBOARD = resolve(import.meta.dirname, "..", "..", "app", "(dashboard)");

/** The path of every page there is. @throws Error for one whose parameter nobody knows */
export function allPages(ids: Record<string, string>): string[] {
  return readdirSync(DASHBOARD, { recursive: true, encoding: "utf8" })
    .filter((file) => file === "page.tsx" || file.endsWith("/page.tsx"))
    .map((file) => `/${file.replace(/\/?page\.tsx$/, "")}`)
    .map((path) =>
      path.replace(/([^/]*)\/\[([\w.]+)\]/, (_, folder: string, name: string) => {
        const id = name === "...rest" ? "no/such/page" : ids[folder];
        if (id === undefined) throw new Error(`Which one of ${folder}? Plant one in the test.`);
        return `${folder}/${encodeURIComponent(id).replaceAll("%2F", "/")}`;
      }),
    )
    .toSorted();
}
