/** The first line of a job's record, as far as it binds other keys. See `headOf` in record.ts. */
export interface Header {
  schedule: string | null;
  uniqueKey: string | null;
  slots: { limit: number; key: string } | null;
  rateKey: string | null;
  parents: number;
}

export function parseHeader(line: string): Header {
  const [, , schedule, ...tokens] = line.split(" ");
  const token = (name: string) =>
    tokens
      .find((each) => each.startsWith(`${name}=`))
      ?.slice(2)
      .split(",");
  const [slots, slotKey] = token("c") ?? [];
  return {
    schedule: schedule === undefined || schedule === "-" ? null : schedule,
    uniqueKey: token("u")?.[1] ?? null,
    slots: slotKey === undefined ? null : { limit: Number(slots), key: slotKey },
    rateKey: token("r")?.[2] ?? null,
    parents: Number(token("p")?.[0]?.slice(1) ?? 0),
  };
}
