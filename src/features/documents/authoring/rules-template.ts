/** The headings of a standard operating procedure, each with a line that says what belongs under it. The author writes over the lines. */
const STANDARD: readonly (readonly [heading: string, hint: string])[] = [
  ['Purpose', 'What this procedure achieves, in one or two sentences.'],
  ['Scope', 'Where it applies, to whom and to what; and what it does not cover.'],
  ['Responsibilities', 'Who does what, by role.'],
  ['Definitions', 'Words and abbreviations that a new colleague would not know.'],
  ['Procedure', 'The steps in their order, one action each.'],
  ['Records', 'What is recorded, where, and how long it is kept.'],
  ['References', 'Procedures, forms and standards that this one relies on.'],
  ['Revision history', 'What each version changed and why.'],
];

export function templateHtml(): string {
  return STANDARD.map(([heading, hint], index) => `<h1>${index + 1}. ${heading}</h1>\n<p><em>${hint}</em></p>`).join('\n');
}
