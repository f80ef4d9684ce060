import { Button, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { z } from 'zod';
import { useAct, useRead, useReadPages } from '../../../../ui/api.ts';
import { DataTable, type Column } from '../../../../ui/data-table.tsx';
import { useDates } from '../../../../ui/dates.ts';
import { tellDone } from '../../../../ui/dialogs.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { Note } from '../../../../ui/notes.tsx';
import { PageSection } from '../../../../ui/page.tsx';
import { useMay } from '../../../../ui/session.ts';
import { SignDialog } from '../../../../ui/sign.tsx';
import { getOverrideStatement, getTakingEffect, overrideHold } from '../../../documents/lifecycle/contract.ts';
import { may as documents } from '../../../documents/permissions.ts';
import classes from '../../../documents/web/lifecycle/lifecycle.module.css';
import type { DocumentDetail, VersionRow } from '../../../documents/web/words.tsx';
import { may } from '../../permissions.ts';
import { listUntrained } from '../../readiness/contract.ts';
import { MoveDate } from './move-date.tsx';

type TakingEffect = z.output<typeof getTakingEffect.reply>;
type Shown = { readonly version: VersionRow; readonly taking: TakingEffect };

/** When the version to come takes effect and what holds it back, with what can be done about it (DOC-06, DOC-07). */
export function TakingEffectCard({ document }: { readonly document: DocumentDetail }): ReactNode {
  const mayRead = useMay(documents.readAllVersions);
  if (!mayRead) return null;
  return <><Coming document={document} />{document.inForce !== null && <PastHolds versionId={document.inForce.id} />}</>;
}

/** That the version in force was held before, and how that ended, stays in sight. */
function PastHolds({ versionId }: { readonly versionId: string }): ReactNode {
  const t = useT('lifecycle');
  const dates = useDates();
  const read = useRead(getTakingEffect, { params: { id: versionId } });
  const past = read.data?.past ?? [];
  if (past.length === 0) return null;
  return (
    <PageSection title={t('holds.title')}>
      <ul className={classes.list}>
        {past.map((hold) => (
          <li key={hold.id}>{t(`holds.${hold.endedAs ?? 'reached'}`, { from: dates.instant(hold.since), until: dates.instant(hold.endedAt ?? hold.since), trained: hold.trained, present: hold.present, name: hold.signature?.printedName ?? '', reason: hold.reason })}</li>
        ))}
      </ul>
    </PageSection>
  );
}

function Coming({ document }: { readonly document: DocumentDetail }): ReactNode {
  const version = document.versions.toSorted((a, b) => a.ordinal - b.ordinal).find((one) => one.state === 'approved');
  const read = useRead(getTakingEffect, { params: { id: version?.id ?? '' } }, { enabled: version !== undefined });
  if (version === undefined || read.data?.now === undefined || read.data.now === null) return null;
  return <Card version={version} taking={read.data} />;
}

function Card({ version, taking }: Shown): ReactNode {
  const t = useT('lifecycle');
  const [open, setOpen] = useState<'move' | 'override' | 'missing' | null>(null);
  const maySee = useMay(may.readOverview);
  const words = useWords(version, taking);
  const held = taking.hold !== null;
  const missing = (taking.now?.present ?? 0) - (taking.now?.trained ?? 0);
  return (
    <section className={classes.taking} data-held={held || undefined} aria-label={words.title}>
      <div className={classes.takingHead}>
        <div>
          <h2 className={classes.takingTitle}>{words.title}</h2>
          <p className={classes.takingText}>{words.text}</p>
        </div>
        <div className={`${classes.takingActs} no-print`}>
          {maySee && missing > 0 && <Button variant="default" aria-expanded={open === 'missing'} onClick={() => setOpen(open === 'missing' ? null : 'missing')}>{t('taking.who')}</Button>}
          {taking.move.allowed && <Button variant="default" onClick={() => setOpen('move')}>{t('taking.move')}</Button>}
          {held && <Button color="clay" disabled={!taking.override.allowed} title={taking.override.why ?? undefined} aria-describedby={taking.override.why === null ? undefined : 'why-override'} onClick={() => setOpen('override')}>{t('taking.override')}</Button>}
        </div>
      </div>
      <Share version={version} taking={taking} />
      {held && taking.override.why !== null && <p className={classes.why} id="why-override">{taking.override.why}</p>}
      {open === 'missing' && <div className={classes.missing}><Missing version={version} /></div>}
      {open === 'override' && <Override version={version} missing={missing} onClose={() => setOpen(null)} />}
      {open === 'move' && <MoveDate version={version} onClose={() => setOpen(null)} />}
    </section>
  );
}

function useWords(version: VersionRow, { hold, now, takesEffect, threshold }: TakingEffect): { title: string; text: string } {
  const t = useT('lifecycle');
  const dates = useDates();
  const { present, trained, percent } = now ?? { present: 0, trained: 0, percent: 0 };
  const values = { label: version.label, day: version.effectiveOn === null ? '' : dates.day(version.effectiveOn), present, trained, percent, threshold: hold?.gatePercent ?? threshold, needed: Math.ceil((present * (hold?.gatePercent ?? threshold)) / 100) };
  if (hold !== null) return { title: t('taking.heldTitle', values), text: `${t('taking.held', values)} ${t('taking.heldSince', { at: dates.instant(hold.since) })}` };
  if (takesEffect === 'all_trained') return { title: t('taking.waitsTitle', values), text: t('taking.waits', values) };
  if (takesEffect === 'gate') return { title: t('taking.gateTitle', values), text: t('taking.gate', values) };
  return { title: t('taking.dateTitle', values), text: t(present === 0 ? 'taking.dateNobody' : 'taking.date', values) };
}

function Share({ version, taking: { now, hold, threshold } }: Shown): ReactNode {
  const t = useT('lifecycle');
  if (now === null || now.present === 0) return null;
  const wanted = hold?.gatePercent ?? threshold;
  const share = `${now.percent} %`;
  return (
    <>
      <div className={classes.bar} role="meter" aria-label={t('taking.share', { label: version.label })} aria-valuemin={0} aria-valuemax={100} aria-valuenow={now.percent} aria-valuetext={share}>
        <span style={{ width: `${now.percent}%` }} />
        {wanted > 0 && <i style={{ left: `calc(${wanted}% - 1px)` }} />}
      </div>
      <p className={classes.scale} aria-hidden="true"><span className="tabular">{share}</span>{wanted > 0 && <span className={`tabular ${classes.mark}`} style={{ left: `${wanted}%` }}>{`${wanted} %`}</span>}</p>
    </>
  );
}

type Person = z.output<typeof listUntrained.reply>['items'][number];

function Missing({ version }: { readonly version: VersionRow }): ReactNode {
  const t = useT('lifecycle');
  const dates = useDates();
  const pages = useReadPages(listUntrained, { params: { id: version.id }, query: { limit: 50 } });
  const columns: readonly Column<Person>[] = [
    { key: 'person', header: t('taking.person'), cell: (row) => row.name },
    { key: 'department', header: t('taking.department'), hideOnPhone: true, cell: (row) => row.department },
    { key: 'site', header: t('taking.site'), width: '140px', cell: (row) => row.site },
    { key: 'due', header: t('taking.due'), width: '130px', cell: (row) => (row.dueOn === null ? null : dates.nearDay(row.dueOn)) },
  ];
  return <DataTable caption={t('taking.whoTitle', { label: version.label })} columns={columns} rows={pages.first === undefined ? undefined : pages.items} rowKey={(row) => row.id} rowLink={(row) => `/people/${row.id}`} state={pages} more={pages.more} loadMore={pages.loadMore} empty={{ title: t('taking.nobody') }} />;
}

function Override({ version, missing, onClose }: { readonly version: VersionRow; readonly missing: number; readonly onClose: () => void }): ReactNode {
  const t = useT('lifecycle');
  const [reason, setReason] = useState('');
  const statement = useRead(getOverrideStatement, { params: { id: version.id } }, { fresh: true });
  const sign = useAct(overrideHold, { onDone: () => { tellDone(t('override.done', { label: version.label })); onClose(); } });
  return (
    <SignDialog
      opened onClose={onClose} title={t('override.title', { label: version.label })} action={t('override.button')} statement={statement.data?.statement} statementError={statement.error} reload={statement.refetch}
      isPending={sign.isPending} error={sign.error} disabled={reason.trim() === ''} onSign={(signing) => sign.act({ params: { id: version.id }, body: { reason: reason.trim(), ...signing } })}
    >
      <Note kind="warn">{t('override.warn', { missing })}</Note>
      <Textarea label={t('override.reason')} required autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </SignDialog>
  );
}
