const MOST_COPIES = 20;
const MOST_CHARS = 64;

/** Names for copies, the first choice first: "nightly-copy", "nightly-copy-2"; of a copy, the next of its original. */
export function copyIds(id: string): string[] {
  const original = id.replace(/-copy(-\d+)?$/, "") || id;
  return Array.from({ length: MOST_COPIES }, (_, index) => {
    const ending = index === 0 ? "-copy" : `-copy-${index + 1}`;
    return original.slice(0, MOST_CHARS - ending.length) + ending;
  });
}
