import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type ChangeClass = 'major' | 'minor' | 'editorial';
export type Risk = 'critical' | 'high' | 'medium' | 'low';
export type Decision = 'retrain' | 'refresher' | 'notify' | 'none';
export type Revision = { readonly fileName: string; readonly bytes: Buffer; readonly day: string; readonly label: string; readonly changeClass: ChangeClass; readonly changed: number };
export type QuizQuestion = { readonly kind: 'single' | 'multiple' | 'true_false'; readonly text: string; readonly options: readonly { readonly text: string; readonly correct: boolean; readonly feedback: string | null }[]; readonly feedback: string | null; readonly cites: readonly string[] };
export type Quiz = { readonly passMark: number; readonly questions: readonly QuizQuestion[] };
export type Procedure = { readonly key: string; readonly number: string; readonly title: string; readonly type: string; readonly risk: Risk; readonly revisions: readonly Revision[]; readonly quiz: Quiz | null };

/** Every document of the first folder, and of the second those with three or more revisions, each with its real revisions in order. */
export function readMaterial(dir: string): Procedure[] {
  const own = folders(join(dir, 'sop/pactosigna-iso13485')).map((folder) => procedureOf(folder, numberIn(folder.name), quizOf(dir, numberIn(folder.name))));
  const other = folders(join(dir, 'sop/openregulatory')).filter((folder) => folder.files.length >= 3).map((folder, index) => procedureOf(folder, `OR-${String(index + 1).padStart(2, '0')}`, null));
  return [...other, ...own];
}

type Folder = { readonly name: string; readonly path: string; readonly files: readonly string[] };

function folders(path: string): Folder[] {
  return readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => ({ name: entry.name, path: join(path, entry.name), files: readdirSync(join(path, entry.name)).filter((file) => /^rev\d+_\d{4}-\d{2}-\d{2}_/.test(file)).toSorted() }))
    .filter((folder) => folder.files.length > 0).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function numberIn(name: string): string {
  return /(?:SOP|WI|POL)-\d+/.exec(name)?.[0] ?? (name.split('__').at(-1) ?? name).slice(0, 30);
}

function procedureOf(folder: Folder, number: string, quiz: Quiz | null): Procedure {
  const texts = folder.files.map((file) => ({ file, bytes: readFileSync(join(folder.path, file)) }));
  const revisions: Revision[] = [];
  let [major, minor] = [1, 0];
  for (const [index, { file, bytes }] of texts.entries()) {
    const before = texts[index - 1];
    const changed = before === undefined ? 1 : shareOfChange(before.bytes.toString('utf8'), bytes.toString('utf8'));
    const changeClass = changed < 0.02 ? 'editorial' : changed < 0.12 ? 'minor' : 'major';
    if (index > 0) [major, minor] = changeClass === 'major' ? [major + 1, 0] : [major, minor + 1];
    revisions.push({ fileName: file, bytes, day: /_(\d{4}-\d{2}-\d{2})_/.exec(file)?.[1] ?? '', label: `${major}.${minor}`, changeClass, changed });
  }
  return { key: folder.name, number, title: titleOf(texts.at(-1)?.bytes.toString('utf8') ?? '', folder.name), type: typeOf(folder.name), risk: riskOf(folder.name), revisions, quiz };
}

/** The share of lines that are not common to both texts, from 0 to 1. */
function shareOfChange(older: string, newer: string): number {
  const lines = (text: string): string[] => text.split(/\r?\n/);
  const left = new Map<string, number>();
  for (const line of lines(older)) left.set(line, (left.get(line) ?? 0) + 1);
  let common = 0;
  for (const line of lines(newer)) {
    const count = left.get(line) ?? 0;
    if (count > 0) common += 1;
    left.set(line, count - 1);
  }
  return 1 - (2 * common) / (lines(older).length + lines(newer).length);
}

function titleOf(text: string, name: string): string {
  const heading = /^#\s+(.+)$/m.exec(text)?.[1] ?? /^title:\s*"?([^"\n]+)/m.exec(text)?.[1];
  return (heading ?? (name.split('__').at(-1) ?? name).replaceAll('-', ' ')).trim().slice(0, 200);
}

function typeOf(name: string): string {
  return /^work-instructions/.test(name) ? 'WI' : /sop/i.test(name) ? 'SOP' : /POL-|policy/.test(name) ? 'Policy' : 'Form';
}

function riskOf(name: string): Risk {
  if (/capa__sop|vigilance__sop|SOP-003|SOP-004|SOP-012|sop-deployment/.test(name)) return 'critical';
  if (/sop|SOP-|WI-|quality-manual/.test(name)) return 'high';
  return /list|checklist|JD-|SUP-|AUD-|mapping|roadmap|letter/.test(name) ? 'low' : 'medium';
}

type RawOption = { text: string; correct?: boolean; explanation?: string };
type RawQuestion = { type: string; text: string; options?: RawOption[]; correct?: boolean; explanation?: string };

function quizOf(dir: string, number: string): Quiz | null {
  const path = join(dir, 'quiz/pactosigna-json', `${number}-quiz.json`);
  if (!existsSync(path)) return null;
  const raw = JSON.parse(readFileSync(path, 'utf8')) as { passingScore: number; questions: RawQuestion[] }; // the format of this collection
  return { passMark: raw.passingScore, questions: raw.questions.map(questionOf) };
}

function questionOf(raw: RawQuestion): QuizQuestion {
  const cites = [...JSON.stringify(raw).matchAll(/[Ss]ection (\d+(?:\.\d+)*)/g)].flatMap((match) => match[1] ?? []);
  const feedback = raw.explanation ?? null;
  if (raw.type === 'true-false') return { kind: 'true_false', text: raw.text, options: [{ text: 'True', correct: raw.correct === true, feedback: null }, { text: 'False', correct: raw.correct !== true, feedback: null }], feedback, cites };
  const options = (raw.options ?? []).map((option) => ({ text: option.text, correct: option.correct === true, feedback: option.explanation ?? null }));
  return { kind: raw.type === 'multi-choice' ? 'multiple' : 'single', text: raw.text, options, feedback, cites };
}

/** A number that stays the same for the same text, to choose by without chance. */
export function hashOf(text: string): number {
  let hash = 2_166_136_261;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return hash >>> 3;
}
