import { Button, Group, Stack } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState, type ComponentType, type ReactNode } from 'react';
import { useAct, useRead } from '../../../ui/api.ts';
import { useDates } from '../../../ui/dates.ts';
import { tellDone } from '../../../ui/dialogs.tsx';
import { useT } from '../../../ui/i18n.ts';
import { Note, ProblemNote } from '../../../ui/notes.tsx';
import { Page } from '../../../ui/page.tsx';
import { SignDialog } from '../../../ui/sign.tsx';
import { createRule, getRuleStatement, listRules, reviseRule } from '../contract.ts';
import { draftOfRule, emptyRule, ruleInput, type RuleDraft } from './rule-draft.ts';
import { ProposeDialog, useSecondPerson } from './proposals/propose.tsx';
import { RuleFields } from './rule-fields.tsx';
import type { Rule, RuleInput } from './words.ts';

/** The effect of a rule comes from the training feature, which knows the matrix but not the other way round. */
export type RuleEffectProps = { readonly ruleId: string | null; readonly input: RuleInput };
type Props = { readonly Effect: ComponentType<RuleEffectProps> };

export function NewRule({ Effect }: Props): ReactNode {
  const dates = useDates();
  return <RuleForm rule={null} start={emptyRule(dates.today)} Effect={Effect} />;
}

export function ReviseRule({ Effect }: Props): ReactNode {
  const t = useT('matrix');
  const dates = useDates();
  const { id } = useParams({ strict: false }) as { id: string }; // the path of this screen names it
  const read = useRead(listRules, { query: {} });
  const rule = read.data?.items.find((one) => one.id === id);
  if (rule === undefined) return <Page title={t('rules')} {...(read.data === undefined ? {} : { answer: t('rule.gone') })}><ProblemNote error={read.error} retry={read.refetch} /></Page>;
  return <RuleForm rule={rule} start={draftOfRule(rule, dates.today)} Effect={Effect} />;
}

function RuleForm({ rule, start, Effect }: Props & { readonly rule: Rule | null; readonly start: RuleDraft }): ReactNode {
  const t = useT('matrix');
  const [draft, setDraft] = useState(start);
  const [seen, setSeen] = useState<RuleInput | null>(null);
  const [signing, setSigning] = useState(false);
  const secondPerson = useSecondPerson();
  const input = ruleInput(draft);
  const fresh = seen !== null && JSON.stringify(input) === JSON.stringify(seen);
  const answer = rule === null ? t('form.newTitle') : t('form.reviseTitle', { number: rule.number });
  const lead = rule === null ? t('form.newAnswer') : t('form.reviseAnswer', { version: rule.version + 1, old: rule.version });
  return (
    <Page title={t('rules')} answer={answer} lead={lead} back={{ to: rule === null ? '/matrix/rules' : `/matrix/rules/${rule.id}`, label: rule === null ? t('rules') : rule.name }}>
      <Stack gap="lg" maw={860}>
        <RuleFields draft={draft} onChange={setDraft} />
        <Group>
          <Button variant={fresh ? 'default' : 'filled'} disabled={input === null} onClick={() => setSeen(input)}>{t('form.preview')}</Button>
          <Button variant={fresh ? 'filled' : 'default'} disabled={!fresh || secondPerson === undefined} onClick={() => setSigning(true)}>{t(secondPerson === true ? 'form.propose' : 'form.sign')}</Button>
          {!fresh && <span className="soft">{t(input === null ? 'form.incomplete' : 'form.previewFirst')}</span>}
        </Group>
      </Stack>
      {seen !== null && !fresh && <Note kind="warn">{t('form.stale')}</Note>}
      {seen !== null && <Effect ruleId={rule?.id ?? null} input={seen} />}
      {signing && input !== null && secondPerson === true && <ProposeDialog change={{ kind: 'rule', ruleId: rule?.id ?? null, rule: input }} onClose={() => setSigning(false)} />}
      {signing && input !== null && secondPerson === false && <Sign rule={rule} input={input} onClose={() => setSigning(false)} />}
    </Page>
  );
}

function Sign({ rule, input, onClose }: { readonly rule: Rule | null; readonly input: RuleInput; readonly onClose: () => void }): ReactNode {
  const t = useT('matrix');
  const navigate = useNavigate();
  const statement = useRead(getRuleStatement, { body: rule === null ? input : { ...input, ruleId: rule.id } }, { fresh: true });
  const onDone = (reply: { readonly id: string }): void => { tellDone(t('form.saved')); void navigate({ to: `/matrix/rules/${reply.id}` }); };
  const create = useAct(createRule, { onDone });
  const revise = useAct(reviseRule, { onDone });
  const used = rule === null ? create : revise;
  return (
    <SignDialog
      opened onClose={onClose} title={t('form.signTitle')} action={t('form.signButton')} statement={statement.data?.statement} statementError={statement.error} reload={statement.refetch} isPending={used.isPending} error={used.error}
      onSign={(signing) => { if (rule === null) create.act({ body: { ...input, ...signing } }); else revise.act({ params: { id: rule.id }, body: { ...input, ...signing } }); }}
    />
  );
}
