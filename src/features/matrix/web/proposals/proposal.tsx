import { Button, Table } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState, type ComponentType, type ReactNode } from 'react';
import type { z } from 'zod';
import type { ChangeEffect } from '../../../../kernel/effect.ts';
import { useAct, useRead } from '../../../../ui/api.ts';
import { useDates } from '../../../../ui/dates.ts';
import { ConfirmDialog, tellDone } from '../../../../ui/dialogs.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { Note, ProblemNote } from '../../../../ui/notes.tsx';
import { Facts, Page, PageSection } from '../../../../ui/page.tsx';
import { useMay, useSession } from '../../../../ui/session.ts';
import { SignDialog } from '../../../../ui/sign.tsx';
import { Signatures } from '../../../documents/web/signatures.tsx';
import { may } from '../../permissions.ts';
import { approveProposal, getApproval, getProposal, returnProposal, withdrawProposal } from '../../proposals/contract.ts';
import { changeInWords, outcomeInWords } from './words.ts';

type Detail = z.output<typeof getProposal.reply>;
type Approval = z.output<typeof getApproval.reply>;
export type ProposalEffectProps = { readonly effect: ChangeEffect | undefined };
type Props = { readonly Effect: ComponentType<ProposalEffectProps> };

/** One change: what it says beside what holds now, what it would do, and the acts of whoever wrote or approves it. */
export function ProposalPage({ Effect }: Props): ReactNode {
  const t = useT('proposals');
  const { id } = useParams({ strict: false }) as { id: string }; // the path of this screen names it
  const read = useRead(getProposal, { params: { id } });
  const back = { to: '/matrix/proposals', label: t('title') };
  if (read.data === undefined) return <Page title={t('title')} back={back} {...(read.error === null ? {} : { answer: t('page.gone') })}><ProblemNote error={read.error} retry={read.refetch} /></Page>;
  return <Shown proposal={read.data} Effect={Effect} />;
}

function Shown({ proposal, Effect }: Props & { readonly proposal: Detail }): ReactNode {
  const t = useT('proposals');
  const dates = useDates();
  const { personId } = useSession();
  const [mayApprove, mayWrite] = [useMay(may.approveChanges), useMay(may.writeRules)];
  const waits = proposal.decision === null;
  const own = proposal.proposedBy.id === personId;
  const deciding = waits && mayApprove && !own;
  const approval = useRead(getApproval, { params: { id: proposal.id } }, { enabled: deciding, fresh: true });
  const what = changeInWords(proposal, t);
  const link = proposal.ruleId !== null ? <ScreenLink to={`/matrix/rules/${proposal.ruleId}`}>{t('page.ruleLink')}</ScreenLink> : proposal.curriculumId === null ? null : <ScreenLink to={`/matrix/curricula/${proposal.curriculumId}`}>{t('page.curriculumLink')}</ScreenLink>;
  return (
    <Page
      title={t('title')} back={{ to: '/matrix/proposals', label: t('title') }} answer={t(waits ? 'page.proposes' : 'page.proposed', { name: proposal.proposedBy.name, what: `${what.charAt(0).toLowerCase()}${what.slice(1)}` })}
      lead={waits ? t('page.nothingYet') : outcomeInWords(proposal, t)} actions={deciding ? <Decide proposal={proposal} approval={approval.data} reload={approval.refetch} /> : waits && own && mayWrite ? <Withdraw id={proposal.id} /> : undefined}
    >
      <Facts items={[
        { label: t('list.by'), value: proposal.proposedBy.name }, { label: t('list.on'), value: dates.instant(proposal.proposedAt) }, { label: t('list.outcome'), value: outcomeInWords(proposal, t) },
        ...(link === null ? [] : [{ label: '\u00a0', value: link }]),
      ]} />
      <Says proposal={proposal} />
      {deciding && <ProblemNote error={approval.error} retry={approval.refetch} />}
      {deciding && approval.data !== undefined && <Difference approval={approval.data} />}
      {deciding ? approval.error === null && <Effect effect={approval.data?.effect} /> : (
        <PageSection title={t(proposal.decision === 'approved' ? 'page.effectApproved' : 'page.effectThen')}><Effect effect={proposal.effect} /></PageSection>
      )}
      <PageSection title={t('page.signatures')}><Signatures signatures={proposal.signatures} /></PageSection>
    </Page>
  );
}

function Says({ proposal }: { readonly proposal: Detail }): ReactNode {
  const t = useT('proposals');
  const compares = proposal.lines.some(({ now }) => now !== null);
  const nowOf = (line: Detail['lines'][number]): string => line.now ?? (line.what === 'end' ? t('line.open') : '');
  return (
    <PageSection title={t('page.says')}>
      <Table.ScrollContainer minWidth={300}>
        <Table layout="fixed" maw={1000} verticalSpacing="sm">
          <Table.Thead><Table.Tr><Table.Th w={88} />{compares && <Table.Th>{t('page.now')}</Table.Th>}<Table.Th>{t('page.then')}</Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>
            {proposal.lines.map((line) => (
              <Table.Tr key={line.what}>
                <Table.Th scope="row" style={{ verticalAlign: 'top' }}>{t(`line.${line.what}`)}</Table.Th>
                {compares && <Table.Td className="soft" style={{ verticalAlign: 'top' }}>{nowOf(line)}</Table.Td>}
                <Table.Td style={{ verticalAlign: 'top' }} fw={compares && line.now !== line.proposed ? 600 : 400}>{line.proposed}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </PageSection>
  );
}

const NAMED = 5;

/** What the dry run says today that it did not say when the change was proposed. */
function Difference({ approval: { difference } }: { readonly approval: Approval }): ReactNode {
  const t = useT('proposals');
  if (difference.same) return <Note>{t('approve.same')}</Note>;
  const lines = (all: Approval['difference']['gained']): string => [...all.slice(0, NAMED).map(({ name, document }) => t('approve.line', { name, document })), ...(all.length > NAMED ? [t('approve.more', { count: all.length - NAMED })] : [])].join(', ');
  return (
    <Note kind="warn" title={t('approve.differs')}>
      {difference.gained.length > 0 && <p style={{ margin: 0 }}>{t('approve.gained', { lines: lines(difference.gained) })}</p>}
      {difference.gone.length > 0 && <p style={{ margin: 0 }}>{t('approve.gone', { lines: lines(difference.gone) })}</p>}
    </Note>
  );
}

function Decide({ proposal, approval, reload }: { readonly proposal: Detail; readonly approval: Approval | undefined; readonly reload: () => unknown }): ReactNode {
  const t = useT('proposals');
  const [open, setOpen] = useState<'approve' | 'return' | null>(null);
  const close = (): void => setOpen(null);
  const approve = useAct(approveProposal, { onDone: () => { tellDone(t('approve.done')); close(); } });
  const giveBack = useAct(returnProposal, { onDone: () => { tellDone(t('return.done')); close(); } });
  const params = { id: proposal.id };
  return (
    <>
      <Button variant="default" onClick={() => setOpen('return')}>{t('return.button')}</Button>
      <Button disabled={approval === undefined} onClick={() => setOpen('approve')}>{t('approve.button')}</Button>
      {open === 'approve' && <SignDialog opened onClose={close} title={t('approve.title')} action={t('approve.sign')} statement={approval?.statement} reload={reload} isPending={approve.isPending} error={approve.error} onSign={(signing) => approval !== undefined && approve.act({ params, body: { seen: approval.seen, ...signing } })} />}
      <ConfirmDialog opened={open === 'return'} onClose={close} title={t('return.title')} action={t('return.title')} reason={t('return.reason')} isPending={giveBack.isPending} error={giveBack.error} onConfirm={(reason) => giveBack.act({ params, body: { reason } })}>
        <p style={{ margin: 0 }}>{t('return.text', { name: proposal.proposedBy.name })}</p>
      </ConfirmDialog>
    </>
  );
}

function Withdraw({ id }: { readonly id: string }): ReactNode {
  const t = useT('proposals');
  const [open, setOpen] = useState(false);
  const withdraw = useAct(withdrawProposal, { onDone: () => { tellDone(t('withdraw.done')); setOpen(false); } });
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>{t('withdraw.button')}</Button>
      <ConfirmDialog opened={open} onClose={() => setOpen(false)} title={t('withdraw.title')} action={t('withdraw.button')} isPending={withdraw.isPending} error={withdraw.error} onConfirm={() => withdraw.act({ params: { id }, body: {} })}>
        <p style={{ margin: 0 }}>{t('withdraw.text')}</p>
      </ConfirmDialog>
    </>
  );
}
