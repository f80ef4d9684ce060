import { done, refuse, type Outcome } from '../../kernel/decision.ts';
import { permits } from '../../kernel/permission.ts';
import type { AuditedTx, Context } from '../../platform/context.ts';
import { sha256 } from '../../platform/secret.ts';
import { act, commit } from '../audit/actions.ts';
import { renumbered, type Renumbered } from '../documents/rules-sections.ts';
import { loadSections } from '../documents/store.ts';
import { may } from './permissions.ts';
import { changeModule, minutesFor, moduleChanged, retagged } from './rules.ts';
import { loadModule, loadPrevious, loadVersion, lockVersion, saveModule } from './store.ts';
import type { LearningRefusal, Module, ModuleInput, Practical, PracticalInput, Question, QuestionInput } from './types.ts';

/** What a module asks where nobody said otherwise (ASM-04, ASM-05). */
const DEFAULT_PASS_MARK = 80;
const DEFAULT_ATTEMPTS = 3;

type ShownModule = Omit<Module, 'questions'> & { readonly questions: readonly (QuestionInput & { readonly id: string })[] };

/** With the answer key: for those who make and review the quiz. */
export async function getModule(ctx: Context, versionId: string): Promise<Outcome<ShownModule, 'not-found' | 'not-permitted'>> {
  const version = await loadVersion(ctx.db, versionId);
  if (version !== null && !permits(ctx.principal, may.readModule, { siteId: version.siteId })) return refuse('not-permitted');
  const module = await loadModule(ctx.db, versionId);
  if (version === null || module === null) return refuse('not-found', { what: version === null ? 'version' : 'training module of a version' });
  return done({ ...module, questions: module.questions.map(authored) });
}

function authored(question: Question): QuestionInput & { readonly id: string } {
  const { key, options, ...rest } = question;
  return { ...rest, options: options.map(({ id, text, feedback }) => ({ text, feedback, correct: key.includes(id) })) };
}

export function putModule(ctx: Context, versionId: string, input: ModuleInput): Promise<Outcome<{ id: string; questions: number }, LearningRefusal | 'not-found' | 'not-permitted'>> {
  return act(ctx, async (tx) => {
    await lockVersion(tx, versionId);
    const version = await loadVersion(tx, versionId);
    if (version === null) return refuse('not-found', { what: 'version' });
    if (!permits(ctx.principal, may.writeModule, { siteId: version.siteId })) return refuse('not-permitted');
    const sections = await loadSections(tx, versionId);
    const decision = changeModule(version, input, sections.flatMap((section) => section.number ?? []));
    if (!decision.ok) return decision;
    const present = await loadModule(tx, versionId);
    const module: Module = {
      id: present?.id ?? ctx.newId(), versionId, passMark: input.passMark, maxAttempts: input.maxAttempts,
      minutes: input.minutes ?? minutesFor(sections, input.questions), minutesStated: input.minutes !== undefined,
      questions: input.questions.map((question) => keyed(ctx, question)), practical: practicalOf(ctx, input.practical ?? null),
    };
    await commit(ctx, tx, decision.events, (audited) => saveModule(audited, module));
    return done({ id: module.id, questions: module.questions.length });
  });
}

function keyed(ctx: Context, input: QuestionInput): Question {
  const options = input.options.map(({ text, feedback, correct }) => ({ id: optionId(ctx), text, feedback, correct }));
  return {
    id: ctx.newId(), kind: input.kind, text: input.text, feedback: input.feedback, sections: [...new Set(input.sections)],
    options: options.map(({ id, text, feedback }) => ({ id, text, feedback })), key: options.filter((option) => option.correct).map((option) => option.id),
  };
}

/** Repetitions name the items by their ids. */
function practicalOf(ctx: Context, input: PracticalInput | null): Practical | null {
  return input === null ? null : { items: input.items.map(({ text, critical }) => ({ id: ctx.newId(), text: text.trim(), critical })), repetitions: input.repetitions };
}

/** Digested, because an id as it is made counts up and would tell in which order the author wrote the options. */
function optionId(ctx: Context): string {
  return sha256(ctx.newId()).toString('hex').slice(0, 12);
}

/**
 * A draft gets its module with it (ASM-02): that of the version before, or just reading and signing. Called again after the
 * file was replaced, it keeps the quiz and counts the minutes anew unless an author said them. What a question is about follows its
 * section to another number (`moved`: where those of the replaced file went), and falls away with it.
 */
export async function draftModule(ctx: Context, tx: AuditedTx, versionId: string, moved: Renumbered = {}): Promise<void> {
  const version = await loadVersion(tx, versionId);
  if (version === null || version.state !== 'draft') return;
  const present = await loadModule(tx, versionId);
  const previous = present === null ? await loadPrevious(tx, versionId) : null;
  const model = present ?? (previous === null ? null : await loadModule(tx, previous.id));
  const sections = await loadSections(tx, versionId);
  const to = previous === null ? moved : renumbered(await loadSections(tx, previous.id), sections);
  const numbers = new Set(sections.map((section) => section.number));
  const questions = (model?.questions ?? []).map((question) => ({ ...question, id: present === null ? ctx.newId() : question.id, sections: retagged(question.sections, to, numbers) }));
  const stated = model?.minutesStated === true ? model.minutes : null;
  const module: Module = {
    id: present?.id ?? ctx.newId(), versionId, passMark: model?.passMark ?? DEFAULT_PASS_MARK, maxAttempts: model?.maxAttempts ?? DEFAULT_ATTEMPTS,
    minutes: stated ?? minutesFor(sections, questions), minutesStated: stated !== null, questions,
    practical: model?.practical ?? null,
  };
  const event = moduleChanged(version, { passMark: module.passMark, maxAttempts: module.maxAttempts, questions: questions.length, copiedFrom: previous?.label ?? null });
  await commit(ctx, tx, [event], (audited) => saveModule(audited, module));
}
