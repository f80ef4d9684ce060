import { REFUSALS } from '../../src/features/documents/contract.ts';
import { may } from '../../src/features/documents/permissions.ts';
import { may as mayReview } from '../../src/features/documents/review/permissions.ts';
import { LIFECYCLE } from '../../src/features/documents/rules.ts';
import type { VersionAct } from '../../src/features/documents/types.ts';
import { PRODUCT_ROLES } from '../../src/kernel/permission.ts';
import { answerFor, answerInReview, SIGNERS, SITUATIONS, VERSION_STATES, type ActRow } from './lifecycle-answers.ts';

/** The acts that somebody does to a version. What time or another act does (switch, supersede, retire) has no role. */
const ACTS: readonly ActRow[] = [
  { act: 'replace', permission: may.writeDocuments }, { act: 'submit', permission: may.submitVersion }, { act: 'discard', permission: may.writeDocuments },
  { act: 'sendBack', permission: mayReview.sendBack }, { act: 'takeBack', permission: mayReview.takeBack }, { act: 'approve', permission: may.approveVersion }, { act: 'withdraw', permission: may.withdrawVersion },
];

const TIMED = (Object.keys(LIFECYCLE) as VersionAct[]).filter((act) => !ACTS.some((row) => row.act === act)); // the keys of the table

/** DOC-02, DOC-04: state × act × role, and situation × signer of a review, as the rules answer. */
export function lifecyclePage(): string {
  return [
    '# Life of a version: who may do what, when', '',
    'Written from `LIFECYCLE`, the rules of reviews and the permissions by `npm run generate`; a test compares it (DOC-02, DOC-04).',
    'A cell says yes, or the refusal. A role holds where the document is; whoever is named in a route needs none.', '',
    ...ACTS.flatMap((row) => actTable(row)),
    '## By time or with another act', '', '| Act | From | To |', '|---|---|---|', ...TIMED.map((act) => `| ${act} | ${words(LIFECYCLE[act].from)} | ${words(LIFECYCLE[act].to ?? 'gone')} |`), '',
    '## Signing in a review', '',
    `| | ${SIGNERS.join(' | ')} |`, `|---|${'---|'.repeat(SIGNERS.length)}`,
    ...SITUATIONS.map((situation) => `| ${situation} | ${SIGNERS.map((signer) => answerInReview(situation, signer)).join(' | ')} |`), '',
    'Whoever may sign an open step may also send the version back. The approval asks for the role approver besides.', '',
    '## The refusals', '', '| Code | Status |', '|---|--:|', ...used().map((code) => `| ${code} | ${statusOf(code)} |`), '',
  ].join('\n');
}

function actTable(row: ActRow): string[] {
  const { from, to } = LIFECYCLE[row.act];
  const lines = PRODUCT_ROLES.flatMap((role) => (role === 'service' ? [false] : [true, false]).map((isAuthor) => ({ role, isAuthor, answers: VERSION_STATES.map((state) => answerFor(row, state, role, isAuthor)) })));
  const shut = PRODUCT_ROLES.filter((role) => lines.filter((line) => line.role === role).every((line) => line.answers.every((answer) => answer === 'not-permitted')));
  return [
    `## ${row.act}: ${words(from)} → ${words(to ?? 'gone')}`, '',
    `Permission \`${row.permission.name}\`. Not permitted in any state: ${shut.map(words).join(', ')}.`, '',
    `| Role | ${VERSION_STATES.map(words).join(' | ')} |`, `|---|${'---|'.repeat(VERSION_STATES.length)}`,
    ...lines.filter((line) => !shut.includes(line.role)).map(({ role, isAuthor, answers }) => `| ${words(role)}${isAuthor ? ', author of the version' : ''} | ${answers.join(' | ')} |`), '',
  ];
}

function used(): string[] {
  const acts = ACTS.flatMap((row) => PRODUCT_ROLES.flatMap((role) => VERSION_STATES.flatMap((state) => [answerFor(row, state, role, true), answerFor(row, state, role, false)])));
  const review = SITUATIONS.flatMap((situation) => SIGNERS.map((signer) => answerInReview(situation, signer)));
  return [...new Set([...acts, ...review])].filter((code) => code !== 'yes').toSorted();
}

function statusOf(code: string): number {
  return code in REFUSALS ? REFUSALS[code as keyof typeof REFUSALS].status : 403; // asked for in the same line
}

function words(name: string): string {
  return name.replaceAll('_', ' ');
}

export function generateLifecycle(): Promise<{ file: string; text: string }[]> {
  return Promise.resolve([{ file: 'docs/generated/lifecycle.md', text: lifecyclePage() }]);
}
