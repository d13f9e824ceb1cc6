import { type Goal, GOALS, judge, type Verdict } from "./goals.ts";
import type { Figures } from "./measures/bench.ts";
import { median } from "./statistics.ts";
import type { SubjectId } from "./subjects/index.ts";

export interface Spread {
  /** The median of the rounds; the most, where there should be none at all. */
  figure: number;
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
      const goal = GOALS[row];
      const spreads = [...bySubject].map(([id, rounds]) => [id, spread(rounds, goal)] as const);
      const figures = Object.fromEntries(spreads.map(([id, { figure }]) => [id, figure]));
      const subjects = Object.fromEntries(spreads) as ResultRow["subjects"];
      return { row, subjects, verdict: goal ? judge(goal, figures) : null };
    });
  }
}

function spread(rounds: number[], goal: Goal | undefined): Spread {
  const [min, max] = [Math.min(...rounds), Math.max(...rounds)];
  return { figure: goal?.kind === "never" ? max : median(rounds), min, max, rounds };
}
