import type { ResultRow } from "./results.ts";
import { SUBJECT_NAMES, type SubjectId } from "./subjects/index.ts";
import { shown, table } from "./table.ts";

/** The figures, ours divided by each peer's, and whether the goal was reached. */
export function report(rows: ResultRow[], ids: SubjectId[]): string {
  const peers = ids.filter((id) => ids.includes("carillon") && id !== "carillon");
  const names = ids.map((id) => SUBJECT_NAMES[id]);
  const ratios = peers.map((id) => `÷ ${SUBJECT_NAMES[id]}`);
  return table(
    ["", ...names, ...ratios, "goal"],
    rows.map((row) => [
      row.row,
      ...ids.map((id) => (row.subjects[id] ? shown(row.subjects[id].figure) : "")),
      ...peers.map((id) => ratio(row, id)),
      row.verdict ? `${row.verdict.goal}: ${row.verdict.isMet ? "met" : "missed"}` : "",
    ]),
  );
}

function ratio({ subjects }: ResultRow, peer: SubjectId): string {
  const [ours, theirs] = [subjects.carillon?.figure, subjects[peer]?.figure];
  return ours === undefined || !theirs ? "" : (ours / theirs).toFixed(2);
}
