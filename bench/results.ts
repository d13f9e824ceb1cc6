import { GOALS, judge, type Verdict } from "./goals.ts";
import type { Figures } from "./measures/bench.ts";
import { median } from "./statistics.ts";
import type { SubjectId } from "./subjects/index.ts";

export interface Spread {
  median: number;
  min: number;
  max: number;
  rounds: number[];
}

export interface ResultRow {
  row: string;
  subjects: Partial<Record<SubjectId, Spread>>;
  verdict: Verdict | null;
}

/** Figures of all rounds, gathered by row and subject. */
export class Results {
  readonly #rounds = new Map<string, Map<SubjectId, number[]>>();

  add(subject: SubjectId, figures: Figures): void {
    for (const [row, figure] of Object.entries(figures)) {
      const bySubject = this.#rounds.get(row) ?? new Map<SubjectId, number[]>();
      bySubject.set(subject, [...(bySubject.get(subject) ?? []), figure]);
      this.#rounds.set(row, bySubject);
    }
  }

  rows(): ResultRow[] {
    return [...this.#rounds].map(([row, bySubject]) => {
      const subjects = Object.fromEntries(
        [...bySubject].map(([id, rounds]) => [id, spread(rounds)]),
      ) as ResultRow["subjects"];
      const medians = Object.fromEntries(
        [...bySubject].map(([id, rounds]) => [id, median(rounds)]),
      );
      const goal = GOALS[row];
      return { row, subjects, verdict: goal ? judge(goal, medians) : null };
    });
  }
}

function spread(rounds: number[]): Spread {
  return { median: median(rounds), min: Math.min(...rounds), max: Math.max(...rounds), rounds };
}
