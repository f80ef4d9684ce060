/** Types offered when a document is registered; the API takes any. */
export const DOCUMENT_TYPES = ['SOP', 'WI', 'Policy', 'Form'] as const;
