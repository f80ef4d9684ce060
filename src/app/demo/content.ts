import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChangeClass, Risk } from '../../features/documents/types.ts';
import type { QuestionInput } from '../../features/learning/types.ts';

/** What content/company.json and content/SOP-…/document.json hold; content/README.md describes them. */
export type Company = {
  readonly organisation: { readonly name: string; readonly emailDomain: string };
  readonly sites: readonly SiteContent[];
  readonly departments: readonly { readonly code: string; readonly name: string; readonly parent: string | null }[];
  readonly jobRoles: readonly RoleContent[];
  readonly documents: readonly string[];
  readonly matrix: readonly RuleContent[];
  readonly tasks: readonly TaskContent[];
  readonly firstNames: readonly string[];
  readonly lastNames: readonly string[];
};
export type SiteContent = { readonly code: string; readonly name: string; readonly zone: string; readonly locale: string; readonly workingWeekdays: readonly number[]; readonly holidays: readonly { readonly on: string }[] };
export type RoleContent = { readonly code: string; readonly name: string; readonly departments: readonly string[]; readonly reportsTo: string | null; readonly headcount: Readonly<Record<string, number>> };
export type RuleContent = { readonly name: string; readonly audience: { readonly roles: readonly string[]; readonly departments: readonly string[]; readonly sites: readonly string[] }; readonly documents: readonly string[] };

export type TaskContent = { readonly code: string; readonly name: string; readonly documents: readonly string[]; readonly department: string | null; readonly ownerRole: string };

export type Procedure = {
  readonly number: string; readonly title: string; readonly type: string; readonly risk: Risk; readonly reviewMonths: number; readonly ownerRole: string;
  readonly versions: readonly VersionContent[];
};
type WrittenQuestion = Omit<QuestionInput, 'options'> & { readonly options: readonly { readonly text: string; readonly correct: boolean }[] };
export type VersionContent = {
  readonly label: string; readonly file: string; readonly changeClass: ChangeClass; readonly changeSummary: string;
  readonly quiz: { readonly passMark: number; readonly questions: readonly WrittenQuestion[] };
};

const folder = join(import.meta.dirname, 'content');

export function readCompany(): Company {
  return JSON.parse(readFileSync(join(folder, 'company.json'), 'utf8')) as Company; // our own file
}

export function readProcedure(number: string): Procedure {
  return JSON.parse(readFileSync(join(folder, number, 'document.json'), 'utf8')) as Procedure; // our own file
}

export function readProcedureFile(number: string, version: VersionContent): Buffer {
  return readFileSync(join(folder, number, version.file));
}
