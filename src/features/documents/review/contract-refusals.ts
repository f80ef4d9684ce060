import type { JsonObject } from '../../../kernel/json.ts';
import type { ReviewRefusal } from './types.ts';

/** DOC-04 in words: who has to sign first, and what to do. */
export const REVIEW_REFUSALS = {
  'no-review': { status: 409, sentence: 'No review of this version is running any more. Reload to see what became of it.' },
  'stage-not-open': { status: 409, sentence: (d) => `“${d['step']}” is not open yet. Still to sign before it: ${d['waiting']}.` },
  'step-done': { status: 409, sentence: (d) => `“${d['step']}” is signed already; nothing more is needed there.` },
  'step-is-approval': { status: 409, sentence: 'The last step is the approval, which also decides training. Sign it where the version is approved.' },
  'not-your-step': { status: 403, sentence: (d) => `“${d['step']}” waits for ${d['who']}. Quality can give the step to somebody else.` },
  'author-reviews': { status: 403, sentence: (d) => `You wrote this version, alone or with others: “${d['step']}” is signed by somebody else.` },
  'already-signed-step': { status: 409, sentence: (d) => `You have signed “${d['step']}” already. A second signature there comes from another person.` },
  'signed-other-stage': { status: 403, sentence: (d) => `Whoever signed “${d['other']}” cannot sign “${d['step']}” too: its route asks for different people in its stages. Ask quality to give the step to somebody else.` },
  'review-unfinished': { status: 409, sentence: (d) => `The review is not finished. Still to sign: ${d['waiting']}.` },
  'comments-unresolved': { status: 409, sentence: (d) => `${d['count'] === 1 ? 'One comment is' : `${d['count']} comments are`} unresolved. Resolve ${d['count'] === 1 ? 'it' : 'them'}, or send the version back.` },
  'route-has-nobody': { status: 409, sentence: (d) => `Nobody can sign “${d['step']}”: the route names no employed person other than those who wrote it. Ask quality to change the route of the document type, or to grant the role.` },
  'deputies-not-allowed': { status: 403, sentence: (d) => `“${d['step']}” waits for ${d['who']} in person; its route allows no deputy.` },
  'reassign-author': { status: 422, sentence: (d) => `“${d['step']}” cannot be given to somebody who wrote the version. Choose somebody else.` },
  'reassign-same': { status: 422, sentence: (d) => `${d['name']} is named in “${d['step']}” already. Choose somebody else.` },
  'reassign-from': { status: 422, sentence: (d) => `Say whose part of “${d['step']}” is given on: one of those who have not signed.` },
  'reassign-approver': { status: 422, sentence: (d) => `${d['name']} does not hold the role approver for the site of this document. Grant it first, or choose somebody who does.` },
  'person-unknown': { status: 422, sentence: 'There is no employed person with this id who could sign in. Choose somebody else.' },
  'comments-closed': { status: 409, sentence: (d) => `This version is ${String(d['state']).replaceAll('_', ' ')}: comments belong to a draft or a version in review.` },
  'section-unknown': { status: 422, sentence: 'This version has no such section. Reload: its file may have been replaced.' },
  'quote-not-there': { status: 422, sentence: 'These words do not stand in that section. Quote it as it is written, or leave the quotation out.' },
  'not-your-comment': { status: 403, sentence: 'A comment is settled by whoever raised it, by the author of the version or by quality. Answer it instead.' },
  'already-resolved': { status: 409, sentence: 'This comment is resolved already.' },
  'not-resolved': { status: 409, sentence: 'This comment is not resolved, so there is nothing to reopen.' },
} as const satisfies Record<ReviewRefusal, { readonly status: number; readonly sentence: string | ((detail: JsonObject) => string) }>;
