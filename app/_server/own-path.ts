/** Where to go after signing in: only a page of ours, never a way to send people elsewhere, or round in a circle. */
export function ownPath(next: unknown): string {
  if (typeof next !== "string" || !next.startsWith("/") || !URL.canParse(next, BASE)) return "/";
  const { origin, pathname, search } = new URL(next, BASE);
  // A path may come to begin with two slashes, /.//example.org say, and then names a host.
  const isOwn = origin === BASE && !pathname.startsWith("//") && !pathname.startsWith("/api/");
  return isOwn ? `${pathname}${search}` : "/";
}

const BASE = "http://carillon";
