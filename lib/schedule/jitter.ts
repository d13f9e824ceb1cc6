export interface JitterInput {
  id: string;
  generation: number;
  nominalMs: number;
  jitterMs: number;
  nextNominalMs: number | null;
}

/** How much later than planned a run starts: the same on every process and after every restart, and before the next one. */
export function jitterOf({
  id,
  generation,
  nominalMs,
  jitterMs,
  nextNominalMs,
}: JitterInput): number {
  if (jitterMs === 0) return 0;
  const room =
    nextNominalMs === null ? jitterMs : Math.min(jitterMs, nextNominalMs - nominalMs - 1);
  return Math.floor(fraction(`${id} ${generation} ${nominalMs}`) * Math.max(room, 0));
}

/** FNV-1a with murmur3's finish, scaled to [0, 1). http://www.isthe.com/chongo/tech/comp/fnv */
function fraction(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
