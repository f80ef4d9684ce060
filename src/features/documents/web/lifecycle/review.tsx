import { Button, Radio, Stack, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { z } from 'zod';
import { useAct, useRead } from '../../../../ui/api.ts';
import { useDates } from '../../../../ui/dates.ts';
import { tellDone } from '../../../../ui/dialogs.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { PageSection } from '../../../../ui/page.tsx';
import { SignDialog } from '../../../../ui/sign.tsx';
import { getReview, getReviewStatement, reviewDocument } from '../../periodic/contract.ts';
import type { DocumentDetail } from '../words.tsx';
import classes from './lifecycle.module.css';
import { ReviewMark } from './reviews.tsx';

type Review = z.output<typeof getReview.reply>;
const DOCUMENT = ['confirm', 'revise', 'retire'] as const;
const MODULE = ['confirm', 'revise'] as const;

/** When the document is reviewed next, the task itself, and what earlier reviews said. */
export function PeriodicReview({ document }: { readonly document: DocumentDetail }): ReactNode {
  const t = useT('lifecycle');
  const [open, setOpen] = useState(false);
  const read = useRead(getReview, { params: { id: document.id } }, { enabled: document.inForce !== null });
  const review = read.data;
  if (review === undefined || (review.dueOn === null && review.history.length === 0)) return null;
  return (
    <PageSection title={t('review.section')} note={review.state === 'planned' || review.state === 'none' ? undefined : <ReviewMark state={review.state} />} actions={review.act.allowed && <Button size="xs" variant={review.state === 'overdue' ? 'filled' : 'default'} onClick={() => setOpen(true)}>{t('review.act')}</Button>}>
      <Sentence review={review} />
      {review.history.length > 0 && <History review={review} />}
      {open && review.version !== null && <ReviewDialog document={document} review={review} label={review.version.label} onClose={() => setOpen(false)} />}
    </PageSection>
  );
}

function Sentence({ review }: { readonly review: Review }): ReactNode {
  const t = useT('lifecycle');
  const dates = useDates();
  if (review.dueOn === null) return null;
  const asked = review.state === 'revision_needed' ? t('review.revision') : review.state === 'retirement_needed' ? t('review.retirement') : null;
  const when = review.state === 'overdue' ? t('review.overdue', { day: dates.day(review.dueOn) }) : t('review.next', { day: dates.day(review.dueOn), months: review.reviewMonths });
  const told = review.escalations.map((one) => t(`review.told.${one.stage}`, { name: one.owner.name, day: dates.dayOf(one.at) }));
  return <p style={{ margin: 0 }}>{[...(asked === null ? [] : [asked]), when, ...told].join(' ')}</p>;
}

function History({ review }: { readonly review: Review }): ReactNode {
  const t = useT('lifecycle');
  const dates = useDates();
  return (
    <ul className={classes.list} aria-label={t('review.history')}>
      {review.history.map((one) => (
        <li key={one.id}>
          {t('review.line', { name: one.reviewer.name, day: dates.day(one.reviewedOn), label: one.version.label, document: t(`review.verdict.${one.document}`), module: one.module === null ? '' : t('review.lineModule', { module: t(`review.verdict.${one.module}`) }) })}
          {one.comment !== null && <span className="soft">{` – ${one.comment}`}</span>}
        </li>
      ))}
    </ul>
  );
}

function ReviewDialog({ document, review, label, onClose }: { readonly document: DocumentDetail; readonly review: Review; readonly label: string; readonly onClose: () => void }): ReactNode {
  const t = useT('lifecycle');
  const [verdict, setVerdict] = useState<(typeof DOCUMENT)[number]>('confirm');
  const [module, setModule] = useState<(typeof MODULE)[number]>('confirm');
  const [comment, setComment] = useState('');
  const given = { document: verdict, ...(review.hasModule ? { module } : {}) };
  const statement = useRead(getReviewStatement, { params: { id: document.id }, query: given }, { fresh: true });
  const sign = useAct(reviewDocument, { onDone: () => { tellDone(t('review.done')); onClose(); } });
  const needsComment = verdict !== 'confirm' || (review.hasModule && module === 'revise');
  return (
    <SignDialog
      opened onClose={onClose} title={t('review.dialog', { number: document.number, label })} action={t('review.button')} statement={statement.data?.statement} statementError={statement.error} reload={statement.refetch}
      isPending={sign.isPending} error={sign.error} disabled={needsComment && comment.trim() === ''}
      onSign={(signing) => sign.act({ params: { id: document.id }, body: { ...given, comment: comment.trim() === '' ? null : comment.trim(), ...signing } })}
    >
      <Stack gap="md">
        <Radio.Group label={t('review.document')} value={verdict} onChange={(value) => setVerdict(DOCUMENT.find((one) => one === value) ?? 'confirm')}>
          <Stack gap={6} mt={6}>{DOCUMENT.map((one) => <Radio key={one} value={one} label={t(`review.document.${one}`)} />)}</Stack>
        </Radio.Group>
        {review.hasModule && (
          <Radio.Group label={t('review.module')} value={module} onChange={(value) => setModule(MODULE.find((one) => one === value) ?? 'confirm')}>
            <Stack gap={6} mt={6}>{MODULE.map((one) => <Radio key={one} value={one} label={t(`review.module.${one}`)} />)}</Stack>
          </Radio.Group>
        )}
        <Textarea label={t(needsComment ? 'review.comment' : 'review.remark')} required={needsComment} autosize minRows={2} value={comment} onChange={(event) => setComment(event.currentTarget.value)} />
      </Stack>
    </SignDialog>
  );
}
