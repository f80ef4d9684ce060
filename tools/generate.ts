// npm run generate: what is derived from the sources and kept in the repository (`--check` only compares).
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generateConfiguration } from './generate/configuration.ts';
import { generateSchemaTypes } from './generate/schema-types.ts';

type Generated = { readonly file: string; readonly text: string };

const generators: (() => Promise<Generated[]>)[] = [generateSchemaTypes, generateConfiguration];
const root = join(import.meta.dirname, '..');
const checkOnly = process.argv.includes('--check');
let stale = 0;

for (const generate of generators) {
  for (const { file, text } of await generate()) {
    const path = join(root, file);
    if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
    stale += 1;
    if (checkOnly) {
      console.error(`${file} is out of date: run \`npm run generate\` and look at the difference.`);
      continue;
    }
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    console.log(`wrote ${file}`);
  }
}
process.exit(checkOnly && stale > 0 ? 1 : 0);
