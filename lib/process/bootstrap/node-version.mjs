const LEAST = [20, 19];

/** Ends the process with the remedy when Node is too old. Plain old syntax: it must be readable to what it refuses. */
export function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])) return;
  process.stderr.write(
    `Carillon needs Node ${LEAST.join(".")} or newer; this is ${process.version}. See https://nodejs.org.\n`,
  );
  process.exit(1);
}
