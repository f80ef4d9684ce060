import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useRead } from '../../../../ui/api.ts';
import { useDates } from '../../../../ui/dates.ts';
import { useT } from '../../../../ui/i18n.ts';
import { Page, PageSection } from '../../../../ui/page.tsx';
import { ProblemNote } from '../../../../ui/notes.tsx';
import { getReview } from '../../review/contract.ts';
import { Attachments } from '../attachments/attachments.tsx';
import { SectionComments, ThreadCard } from './comments.tsx';
import { Reassign, ReviewActs } from './review-acts.tsx';
import classes from './review.module.css';
import { RouteSteps } from './route-steps.tsx';
import { nameOfSection, type Review, type ReviewPage } from './words.ts';

/** A version under review: for whom it waits, who signed, its text with the comments beside it. */
export function ReviewVersion(): ReactNode {
  const t = useT('review');
  const { id } = useParams({ strict: false }) as { id: string }; // the path of this screen names it
  const read = useRead(getReview, { params: { id } }, { fresh: true }); // others sign and comment meanwhile
  const back = { to: '/reviews', label: t('title') };
  if (read.data === undefined) return <Page title={t('title')} back={back}><ProblemNote error={read.error} retry={read.refetch} /></Page>;
  return <Reviewing page={read.data} />;
}

function Reviewing({ page }: { readonly page: ReviewPage }): ReactNode {
  const t = useT('review');
  const dates = useDates();
  const { version, review, earlier, may } = page;
  const answer = useAnswer(page);
  const by = version.submittedAt === null ? t('page.byDraft', { author: version.author.name, summary: version.changeSummary }) : t('page.by', { author: version.author.name, day: dates.dayOf(version.submittedAt), summary: version.changeSummary });
  return (
    <Page title={`${t('page.title', { number: version.number, label: version.label })} · ${version.title}`} answer={answer} lead={by} back={{ to: `/procedures/${version.documentId}`, label: version.number }} actions={<ReviewActs page={page} />}>
      {review !== null && <PageSection title={t('page.route')}><RouteSteps review={review} acts={(step) => (may.control && step.state !== 'done' ? <Reassign step={step} /> : null)} /></PageSection>}
      <PageSection title={t('page.text')}><Text page={page} /></PageSection>
      <Attachments versionId={page.version.id} />
      <OldComments page={page} />
      {earlier.length > 0 && <PageSection title={t('page.earlier')}><Earlier reviews={earlier} /></PageSection>}
    </Page>
  );
}

function Text({ page: { version, sections, changed, threads, may } }: { readonly page: ReviewPage }): ReactNode {
  const t = useT('review');
  const changes = new Map(changed.map((change) => [change.ordinal, change.kind]));
  const present = threads.filter((thread) => thread.onPresentText);
  return (
    <>
      <SectionComments versionId={version.id} ordinal={null} name={t('page.wholeName')} threads={present.filter((thread) => thread.sectionOrdinal === null)} mayComment={may.comment} />
      <div className={classes.read}>
        {sections.map((section) => {
          const name = nameOfSection(section, t('page.section', { ordinal: section.ordinal }));
          const change = changes.get(section.ordinal);
          return (
            <div key={section.ordinal} className={classes.row}>
              <section id={`section-${section.ordinal}`} className={classes.sheet} data-change={change} aria-label={name}>
                {(section.heading !== null || change !== undefined) && <h3 className={classes.heading} data-level={Math.min(section.level, 3)}>{section.heading === null ? null : name}{change !== undefined && <span className={classes.mark}>{t(`page.${change}`)}</span>}</h3>}
                {/* The server sanitised it when it was read from the file (SEC-03). */}
                <div className="prose" dangerouslySetInnerHTML={{ __html: section.html }} />
              </section>
              <SectionComments versionId={version.id} ordinal={section.ordinal} name={name} threads={present.filter((thread) => thread.sectionOrdinal === section.ordinal)} mayComment={may.comment} />
            </div>
          );
        })}
      </div>
    </>
  );
}

function OldComments({ page: { threads, may } }: { readonly page: ReviewPage }): ReactNode {
  const t = useT('review');
  const old = threads.filter((thread) => !thread.onPresentText);
  if (old.length === 0) return null;
  return <PageSection title={t('page.old')} note={t('page.oldNote')}><div className={classes.margin} style={{ maxWidth: 620 }}>{old.map((thread) => <ThreadCard key={thread.id} thread={thread} mayComment={may.comment} />)}</div></PageSection>;
}

function Earlier({ reviews }: { readonly reviews: readonly Review[] }): ReactNode {
  const t = useT('review');
  const dates = useDates();
  return (
    <ul className={classes.earlier}>
      {reviews.map((review) => (
        <li key={review.id}>
          <p style={{ margin: '0 0 8px' }}>
            <b>{t('earlier.line', { number: review.number, day: dates.dayOf(review.startedAt) })}</b>
            {review.outcome !== null && ` · ${t(`outcome.${review.outcome}`, { name: review.endedBy?.name, reason: review.endReason })}`}
          </p>
          <RouteSteps review={review} />
        </li>
      ))}
    </ul>
  );
}

function useAnswer({ version, review, may, waitingFor }: ReviewPage): string {
  const t = useT('review');
  const dates = useDates();
  const mine = may.steps.find((step) => step.allowed);
  const step = review?.steps.find((one) => one.id === mine?.stepId);
  if (mine !== undefined && step !== undefined) {
    const values = { step: step.name, due: step.dueOn === null ? '' : dates.nearDay(step.dueOn) };
    return mine.onBehalfOf === null ? t('page.yours', values) : t('page.yoursFor', { ...values, name: mine.onBehalfOf.name });
  }
  if (may.approve.allowed) return t('page.approve');
  if (review !== null) return t('page.waits', { who: waitingFor });
  return t(version.state === 'draft' ? 'page.draft' : 'page.over');
}
