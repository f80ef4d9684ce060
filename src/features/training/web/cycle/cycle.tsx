import { Skeleton } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { useRead } from '../../../../ui/api.ts';
import { useDates } from '../../../../ui/dates.ts';
import { useT } from '../../../../ui/i18n.ts';
import { Note, ProblemNote } from '../../../../ui/notes.tsx';
import { Page, PageSection } from '../../../../ui/page.tsx';
import { ShareChart, type ShareCurve } from '../../../../ui/share-chart.tsx';
import { getCycle } from '../../cycle/contract.ts';
import { OUTCOMES } from '../../cycle/types.ts';
import { CyclePeople } from './people.tsx';
import { VersionLine } from './version-line.tsx';

export type Cycle = z.output<typeof getCycle.reply>;

/** What became of one revision: the answer in a sentence, how it was taken up, and everybody with the evidence. */
export function CyclePage(): ReactNode {
  const t = useT('cycle');
  const { id, versionId } = useParams({ strict: false }) as { id: string; versionId: string }; // the path of this screen names them
  const read = useRead(getCycle, { params: { id: versionId } });
  const sentence = useSentence();
  if (read.data === undefined) {
    return (
      <Page title={t('screen')} answer={read.error === null ? undefined : t('screen')} back={{ to: `/procedures/${id}`, label: t('screen') }}>
        <ProblemNote error={read.error} retry={read.refetch} />
        {read.error === null && <Skeleton height={260} />}
      </Page>
    );
  }
  const { document, version } = read.data;
  return (
    <Page title={t('title', { number: document.number, label: version.label })} answer={sentence(read.data)} lead={<Lead cycle={read.data} />} back={{ to: `/procedures/${document.id}`, label: t('back', document) }}>
      <PageSection title={t('versions')}><VersionLine documentId={document.id} versions={read.data.versions} shown={version.id} /></PageSection>
      <PageSection title={t('curve')}><Curve cycle={read.data} /></PageSection>
      <CyclePeople versionId={version.id} counts={read.data.counts} affected={read.data.affected} />
    </Page>
  );
}

function useSentence(): (cycle: Cycle) => string {
  const t = useT('cycle');
  return ({ document, version, expected, trained, affected }) => {
    const values = { number: document.number, label: version.label, expected, trained };
    if (affected === 0) return t('answerNobody');
    if (expected > 0 && trained === expected) return t('answerAll', values);
    return t(version.state === 'approved' || version.state === 'effective' ? 'answer' : 'answerEnded', values);
  };
}

/** The counts as words, and who decided it. */
function Lead({ cycle }: { readonly cycle: Cycle }): ReactNode {
  const t = useT('cycle');
  const dates = useDates();
  const { counts, version } = cycle;
  const parts = OUTCOMES.filter((outcome) => counts[outcome] > 0).map((outcome) => t(`part.${outcome}`, { count: counts[outcome] }));
  return (
    <>
      {parts.length > 0 && <p style={{ margin: 0 }}>{parts.join(' · ')}</p>}
      {version.approver !== null && (
        <p style={{ margin: '4px 0 0' }}>
          {t('approval', { name: version.approver.name, day: dates.dayOf(version.approvedAt), decision: t(`version.decision.${version.decision}`) })}
          {version.reason !== null && ` ${t('approvalReason', { reason: version.reason })}`}
        </p>
      )}
    </>
  );
}

function Curve({ cycle }: { readonly cycle: Cycle }): ReactNode {
  const t = useT('cycle');
  const dates = useDates();
  const { happened, forecast, few, effectiveOn } = cycle.curve;
  if (happened.length === 0) return <p className="soft">{t('curve.none')}</p>;
  const ahead: ShareCurve[] = forecast.length === 0 ? [] : [{ name: t('curve.forecast'), kind: 'forecast', points: forecast.map((point) => ({ day: point.day, share: point.expected, low: point.low, high: point.high })) }];
  return (
    <>
      <ShareChart
        caption={t('curve.caption', { label: cycle.version.label })} marks={[{ day: effectiveOn, label: t('curve.effective', { day: dates.day(effectiveOn) }) }]}
        curves={[{ name: t('curve.happened'), kind: 'happened', points: happened.map(({ day, share }) => ({ day, share })) }, ...ahead]}
      />
      {few && forecast.length > 0 && <Note>{t('curve.few')}</Note>}
    </>
  );
}
