import { done, refuse, type Outcome, type Refused } from '../../../kernel/decision.ts';
import { permits } from '../../../kernel/permission.ts';
import type { Context } from '../../../platform/context.ts';
import type { Tx } from '../../../platform/db/pool.ts';
import { act, commit } from '../../audit/actions.ts';
import { lock } from '../actions.ts';
import { wrote } from '../rules.ts';
import { loadSections } from '../store.ts';
import type { Subject } from '../types.ts';
import { reviewerOf, takesPart } from './follow.ts';
import { may, onlyReads } from './permissions.ts';
import { isQuoted, whyNotComment, whyNotSettle } from './rules-comments.ts';
import { loadThread, saveComment, type CommentKind, type NewComment } from './store-comments.ts';
import { loadReviewsOf } from './store.ts';
import type { ReviewEvent, ReviewRefusal } from './types.ts';

type Answer = Promise<Outcome<{ readonly id: string }, ReviewRefusal | 'not-found' | 'not-permitted'>>;
type Place = { readonly ordinal: number | null; readonly name: string | null };
export type CommentInput = { readonly sectionOrdinal: number | null; readonly quote: string | null; readonly text: string };

/** DOC-04: a remark on a section, or on the whole; with the words it is about. */
export function addComment(ctx: Context, versionId: string, input: CommentInput): Answer {
  return act(ctx, async (tx) => {
    if (onlyReads(ctx.principal)) return refuse('not-permitted');
    const found = await permitted(ctx, tx, versionId);
    if (!found.ok) return found;
    const { subject, personId } = found;
    const place = await placeOf(tx, versionId, input);
    if ('ok' in place) return place;
    const id = ctx.newId();
    const comment: NewComment = { id, threadId: id, versionId, kind: 'comment', sectionOrdinal: place.ordinal, sectionName: place.name, contentSha256: subject.version.contentSha256, quote: input.quote, text: input.text, personId };
    await commit(ctx, tx, [eventOf(subject, comment)], (audited) => saveComment(audited, comment, ctx.now));
    return done({ id });
  });
}

/** An answer, or that it is settled, or that it is not: a further row of the thread. Nothing in it is ever changed. */
export function answerComment(ctx: Context, threadId: string, kind: Exclude<CommentKind, 'comment'>, text: string): Answer {
  return act(ctx, async (tx) => {
    if (onlyReads(ctx.principal)) return refuse('not-permitted');
    const known = await loadThread(tx, threadId);
    if (known === null) return refuse('not-found', { what: 'comment' });
    const found = await permitted(ctx, tx, known.versionId);
    if (!found.ok) return found;
    const thread = await loadThread(tx, threadId); // again, now that nobody else can add to it
    if (thread === null) return refuse('not-found', { what: 'comment' });
    const { subject, personId } = found;
    if (kind !== 'reply') {
      const answers = permits(ctx.principal, may.controlReviews, { siteId: subject.document.siteId });
      const stopped = whyNotSettle(thread, kind, { id: personId, isAuthor: wrote(subject.version, personId), answers });
      if (stopped !== null) return stopped;
    }
    const id = ctx.newId();
    const comment: NewComment = { id, threadId, versionId: thread.versionId, kind, sectionOrdinal: null, sectionName: null, contentSha256: subject.version.contentSha256, quote: null, text, personId };
    await commit(ctx, tx, [eventOf(subject, comment)], (audited) => saveComment(audited, comment, ctx.now));
    return done({ id });
  });
}

async function permitted(ctx: Context, tx: Tx, versionId: string): Promise<{ readonly ok: true; readonly subject: Subject; readonly personId: string } | Refused<ReviewRefusal | 'not-found' | 'not-permitted'>> {
  const found = await lock(ctx, tx, versionId, null);
  if (!found.ok) return found;
  const { subject } = found;
  if (ctx.principal.kind !== 'person') return refuse('not-permitted', { needs: 'a person' });
  const { id: personId } = ctx.principal;
  const byRole = permits(ctx.principal, { ...may.comment, own: false }, { siteId: subject.document.siteId });
  if (!byRole && !wrote(subject.version, personId)) {
    const [reviews, reviewer] = [await loadReviewsOf(tx, versionId, ctx.now), await reviewerOf(ctx, tx, subject)];
    if (!reviews.some((review) => takesPart(review, reviewer))) return refuse('not-permitted');
  }
  return whyNotComment(subject.version.state) ?? { ok: true, subject, personId };
}

async function placeOf(tx: Tx, versionId: string, { sectionOrdinal, quote }: CommentInput): Promise<Place | Refused<'section-unknown' | 'quote-not-there'>> {
  const sections = await loadSections(tx, versionId);
  const section = sections.find((candidate) => candidate.ordinal === sectionOrdinal);
  if (sectionOrdinal !== null && section === undefined) return refuse('section-unknown', { ordinal: sectionOrdinal });
  const around = section === undefined ? sections.map((one) => one.text).join('\n') : `${section.heading ?? ''}\n${section.text}`;
  if (quote !== null && !isQuoted(around, quote)) return refuse('quote-not-there');
  const name = section === undefined ? null : [section.number, section.heading].filter((part) => part !== null && part !== '').join(' ');
  return { ordinal: sectionOrdinal, name };
}

const EVENTS: Readonly<Record<CommentKind, ReviewEvent['type']>> = { comment: 'ReviewCommented', reply: 'ReviewCommentAnswered', resolved: 'ReviewCommentResolved', reopened: 'ReviewCommentReopened' };

function eventOf({ document, version }: Subject, comment: NewComment): ReviewEvent {
  const { id, threadId, sectionName, quote, text } = comment;
  return { type: EVENTS[comment.kind], subject: { kind: 'version', id: version.id }, data: { documentId: document.id, number: document.number, label: version.label, commentId: id, threadId, section: sectionName, quote, text, contentSha256: comment.contentSha256 } };
}
