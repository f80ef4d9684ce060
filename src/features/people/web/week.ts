/** ISO week days, Monday first. */
export const WEEK = [1, 2, 3, 4, 5, 6, 7] as const;
