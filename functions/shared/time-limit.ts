/** Makes a signal that aborts after so many milliseconds. */
export type TimeLimit = (milliseconds: number) => AbortSignal;
