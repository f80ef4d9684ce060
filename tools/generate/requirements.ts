import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

export type Requirement = { readonly id: string; readonly title: string; readonly status: string; readonly page: string };
export type Proof = { readonly id: string; readonly name: string; readonly file: string };

/** The rules of docs/requirements, in the order of their pages. */
export function readRequirements(): Requirement[] {
  return globSync('docs/requirements/*.md', { cwd: root }).toSorted().flatMap((page) =>
    [...readFileSync(join(root, page), 'utf8').matchAll(/^### ([A-Z]+-\d+) (.+)\nStatus: (\w+)/gm)].map(([, id = '', title = '', status = '']) => ({ id, title, status, page })));
}

/** Tests that name the rules they prove: `DOC-02 …`, or several as `DOC-02 IMP-01 …`. */
export function readProofs(): Proof[] {
  return globSync(['src/**/*.test.ts', 'test/**/*.test.ts', 'e2e/**/*.e2e.ts'], { cwd: root }).toSorted().flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/\b(?:test|it)\(\s*(['"`])((?:[A-Z]+-\d+[ ,:]+)+)(.*?)\1/g)].flatMap(([, , ids = '', name = '']) =>
      [...ids.matchAll(/[A-Z]+-\d+/g)].map(([id]) => ({ id, name, file }))));
}

/** Each rule with the tests that prove it. */
export function generateTrace(): Promise<{ file: string; text: string; volatile: true }[]> {
  const proofs = readProofs();
  const rows = readRequirements().map(({ id, title, status, page }) => {
    const own = proofs.filter((proof) => proof.id === id);
    const files = [...new Set(own.map((proof) => proof.file))].map((file) => `\`${file}\` (${own.filter((proof) => proof.file === file).length})`);
    return `| [${id}](../requirements/${page.split('/').at(-1) ?? ''}) | ${title} | ${status} | ${own.length} | ${files.join('<br>')} |`;
  });
  const text = `# Trace matrix\n\nEvery requirement with the tests whose names begin with its id. Written by \`npm run generate\`.\n\n| Id | Requirement | Status | Tests | Where (number of tests) |\n|---|---|---|--:|---|\n${rows.join('\n')}\n`;
  return Promise.resolve([{ file: 'docs/generated/trace.md', text, volatile: true }]);
}
