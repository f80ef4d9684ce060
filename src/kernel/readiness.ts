/** How many people a version asks to be trained, how many of them are present, and how many of those are trained on it. */
export type Readiness = { readonly required: number; readonly present: number; readonly trained: number };
