/** Any will do: it is asked whether a path leads away from it. */
const HERE = "http://carillon";

/** A page of our own to go on to; the first when another site, or nothing, is asked for. */
export function ownPath(next: unknown): string {
  if (typeof next !== "string" || !next.startsWith("/") || !URL.canParse(next, HERE)) return "/";
  const { origin, pathname, search } = new URL(next, HERE);
  // "/.//evil.example" is a path of ours, and once it is resolved "//evil.example" is one no more.
  return origin === HERE && !pathname.startsWith("//") ? `${pathname}${search}` : "/";
}
