import { Button, Group } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState, type ComponentType, type ReactNode } from 'react';
import { addressOf, useAct, useRead } from '../../../ui/api.ts';
import { useUrlState } from '../../../ui/as-of.ts';
import { useDates } from '../../../ui/dates.ts';
import { ConfirmDialog } from '../../../ui/dialogs.tsx';
import { useT } from '../../../ui/i18n.ts';
import { LinkButton, ScreenLink } from '../../../ui/link.tsx';
import { ProblemNote } from '../../../ui/notes.tsx';
import { Facts, Page, PageSection } from '../../../ui/page.tsx';
import { useMay } from '../../../ui/session.ts';
import { downloadFile, getDocument, getVersion, retireDocument } from '../contract.ts';
import { may } from '../permissions.ts';
import { VersionActs } from './acts.tsx';
import { Attachments } from './attachments/attachments.tsx';
import { ChangeFacts, FactsHistory } from './lifecycle/facts.tsx';
import { PeriodicReview } from './lifecycle/review.tsx';
import classes from './documents.module.css';
import { ControlledCopies } from './copies/copies.tsx';
import { CopyButtons } from './print/copy.tsx';
import { ReadVersion } from './print/read.tsx';
import { ReviewPanel } from './review/review-panel.tsx';
import { Relations } from './relations/relations.tsx';
import { Signatures } from './signatures.tsx';
import { VersionTimeline } from './timeline.tsx';
import { RiskWord, type DocumentDetail, type VersionDetail } from './words.tsx';

/** How training stands comes from the training feature, which knows documents but not the other way round. */
export type StandingProps = { readonly documentId: string };
type Props = { readonly Answer: ComponentType<StandingProps>; readonly Standing: ComponentType<StandingProps>; readonly TakingEffect: ComponentType<{ readonly document: DocumentDetail }> };

export function ProcedurePage(props: Props): ReactNode {
  const t = useT('documents');
  const { id } = useParams({ strict: false }) as { id: string }; // the path of this screen names it
  const read = useRead(getDocument, { params: { id } });
  if (read.data === undefined) return <Page title={t('procedure')} back={{ to: '/procedures', label: t('procedures') }}><ProblemNote error={read.error} retry={read.refetch} /></Page>;
  return <Procedure document={read.data} {...props} />;
}

function Procedure({ document, Answer, Standing, TakingEffect }: Props & { readonly document: DocumentDetail }): ReactNode {
  const t = useT('documents');
  const [asked] = useUrlState('version');
  const newest = document.versions.toSorted((a, b) => b.ordinal - a.ordinal)[0];
  const shownId = document.versions.find((version) => version.id === asked)?.id ?? document.inForce?.id ?? newest?.id ?? null;
  const version = useRead(getVersion, { params: { id: shownId ?? '' } }, { enabled: shownId !== null, keepPrevious: true });
  const answer = useAnswer(document);
  return (
    <Page title={`${document.number} · ${document.title}`} answer={answer} lead={<Answer documentId={document.id} />} back={{ to: '/procedures', label: t('procedures') }} actions={<DocumentActs document={document} />}>
      <DocumentFacts document={document} />
      <TakingEffect document={document} />
      <div className={classes.split}>
        <div>
          <Standing documentId={document.id} />
          <PeriodicReview document={document} />
          <FactsHistory documentId={document.id} />
        </div>
        <aside className={classes.side} aria-label={t('page.versions')}>
          <PageSection title={t('page.versions')}>{document.versions.length === 0 ? <p className="soft">{t('page.noVersions')}</p> : <VersionTimeline versions={document.versions} reading={shownId} />}</PageSection>
          {version.data?.state === 'in_review' && <ReviewPanel versionId={version.data.id} />}
          {version.data !== undefined && version.data.acts.length > 0 && <section aria-label={t('act.title', { label: version.data.label })}><VersionActs version={version.data} /></section>}
        </aside>
      </div>
      <ProblemNote error={version.error} retry={version.refetch} />
      {version.data !== undefined && <VersionParts version={version.data} document={document} />}
    </Page>
  );
}

function VersionParts({ version, document }: { readonly version: VersionDetail; readonly document: DocumentDetail }): ReactNode {
  const t = useT('documents');
  const { module } = version;
  const words = module === null ? null : module.questions === 0 ? t('version.moduleRead', { minutes: module.minutes }) : t('version.moduleLine', { count: module.questions, pass: module.passMark, attempts: module.maxAttempts, minutes: module.minutes });
  return (
    <>
      {words !== null && <PageSection title={t('version.module')}><Group gap="sm"><span>{words}{module?.practical === true && ` · ${t('version.modulePractical')}`}</span><ModuleLink versionId={version.id} />{module?.practical === true && <ScreenLink to={`/versions/${version.id}/assessors`}>{t('version.assessors')}</ScreenLink>}</Group></PageSection>}
      {version.previous !== null && <Changes version={version} label={version.previous.label} />}
      <PageSection title={`${t('page.text')} v${version.label}`} note={t('page.sections', { count: version.sections.length })} actions={<><CopyButtons version={version} /><Button component="a" variant="default" size="xs" href={addressOf(downloadFile, { params: { id: version.id } })} download={version.fileName}>{t('page.download')}</Button></>}>
        <ReadVersion version={version} inForce={document.inForce} />
      </PageSection>
      <Attachments versionId={version.id} />
      <Relations document={document} />
      <ControlledCopies document={document} />
      <PageSection title={t('page.signatures')}><Signatures signatures={version.signatures} /></PageSection>
      <p className={classes.digest}>{t('version.digest')} {version.contentSha256} · {version.fileName}</p>
      <TypedDigest sha256={version.transcriptSha256} />
    </>
  );
}

/** DOC-23: what is signed beside a scanned file. */
function TypedDigest({ sha256 }: { readonly sha256: string | null }): ReactNode {
  const t = useT('transcript');
  return sha256 === null ? null : <p className={classes.digest}>{t('typed')} {t('digest')} {sha256}</p>;
}

function ModuleLink({ versionId }: { readonly versionId: string }): ReactNode {
  const t = useT('documents');
  return useMay('learning.read-module') ? <ScreenLink to={`/versions/${versionId}/module`}>{t('version.openModule')}</ScreenLink> : null;
}

function Changes({ version, label }: { readonly version: VersionDetail; readonly label: string }): ReactNode {
  const t = useT('documents');
  return (
    <PageSection title={t('version.changes', { label })}>
      <p>{version.changeSummary}</p>
      {version.changes.length === 0 && <p className="soft">{t('version.noChanges', { label })}</p>}
      <ul>
        {version.changes.map((change) => {
          const name = [change.number, change.heading].filter((part) => part !== null && part !== '').join(' ') || t('version.untitled', { ordinal: change.ordinal ?? '' });
          return <li key={`${change.kind} ${change.ordinal ?? name}`}>{t(`version.${change.kind}`)}: {change.ordinal === null || change.kind === 'removed' ? name : <a href={`#section-${change.ordinal}`}>{name}</a>}</li>;
        })}
      </ul>
    </PageSection>
  );
}

function DocumentFacts({ document }: { readonly document: DocumentDetail }): ReactNode {
  const t = useT('documents');
  return (
    <Facts items={[
      { label: t('page.risk'), value: <RiskWord risk={document.risk} /> },
      { label: t('page.type'), value: document.type },
      { label: t('page.owner'), value: document.owner.name },
      { label: t('page.site'), value: document.site?.name ?? t('page.allSites') },
      { label: t('page.review'), value: t('page.reviewMonths', { count: document.reviewMonths }) },
    ]} />
  );
}

function DocumentActs({ document }: { readonly document: DocumentDetail }): ReactNode {
  const t = useT('documents');
  const mayWrite = useMay(may.writeDocuments);
  const mayRetire = useMay(may.retireDocument);
  const [retiring, setRetiring] = useState(false);
  const retire = useAct(retireDocument, { onDone: () => setRetiring(false) });
  const why = document.retiredAt !== null ? t('page.retiredWhy') : document.coming !== null ? t('page.uploadWhy') : null;
  if (document.retiredAt !== null) return null;
  return (
    <>
      <ChangeFacts document={document} />
      {mayRetire && <Button variant="default" onClick={() => setRetiring(true)}>{t('page.retire')}</Button>}
      {mayWrite && (why === null ? <LinkButton to={`/procedures/${document.id}/upload`}>{t('page.upload')}</LinkButton> : <Button disabled title={why}>{t('page.upload')}</Button>)}
      <ConfirmDialog opened={retiring} onClose={() => setRetiring(false)} title={t('page.retireTitle', { number: document.number })} action={t('page.retire')} danger reason={t('reason')} isPending={retire.isPending} error={retire.error} onConfirm={(reason) => retire.act({ params: { id: document.id }, body: { reason } })}>
        {t('page.retireText')}
      </ConfirmDialog>
    </>
  );
}

function useAnswer(document: DocumentDetail): string {
  const t = useT('documents');
  const dates = useDates();
  if (document.retiredAt !== null) return t('page.retired', { number: document.number, day: dates.dayOf(document.retiredAt) });
  const now = document.inForce === null ? t('page.notYet', { number: document.number }) : t('page.inForce', { number: document.number, label: document.inForce.label, since: dates.dayOf(document.inForce.effectiveAt) });
  if (document.coming === null) return now;
  const { label, state, effectiveOn } = document.coming;
  if (effectiveOn !== null && state === 'approved' && dates.daysUntil(effectiveOn) <= 0) return `${now} ${t('page.comingWaits', { label })}`;
  return `${now} ${effectiveOn !== null && state === 'approved' ? t('page.comingOn', { label, day: dates.day(effectiveOn) }) : t('page.comingState', { label, state: t(`state.${state}`).toLowerCase() })}`;
}
