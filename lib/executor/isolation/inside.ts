let isHost = false;

/** Called by a thread or child process that runs isolated jobs. */
export const markHost = () => {
  isHost = true;
};

/** @throws Error inside a thread or child process of an executor: it would claim jobs and start more of its kind */
export function refuseInsideHost(): void {
  if (isHost)
    throw new Error(
      "The file of an isolated job starts an executor. Put the job into a file that does nothing but export it.",
    );
}
