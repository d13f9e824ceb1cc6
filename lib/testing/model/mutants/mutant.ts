/** A bug put into the scripts by replacing a text. Without `scripts`, in every script that has it. */
export interface Mutant {
  bug: string;
  scripts?: string[];
  find: string;
  put: string;
}

export const mutant = (scripts: string | null, bug: string, find: string, put = ""): Mutant => ({
  bug,
  scripts: scripts === null ? undefined : scripts.split(" "),
  find,
  put,
});
