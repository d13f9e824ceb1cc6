const KEPT = 4;

/** "01KY…K2QX": enough to tell the rows of a page apart. */
export function shortId(id: string): string {
  const ulid = id.slice(id.indexOf("~") + 1);
  return `${ulid.slice(0, KEPT)}…${ulid.slice(-KEPT)}`;
}
