/** Notes what the form itself knows to be wrong with a field of the request. */
export type Note = (path: string, problem: string) => undefined;

/** For a look at what is typed so far. */
export const noNote: Note = () => undefined;
