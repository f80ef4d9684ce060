// npm run generate: what is derived from the sources and kept in the repository (`--check` only compares).
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generateApi } from './generate/api.ts';
import { generateConfiguration } from './generate/configuration.ts';
import { generateLifecycle } from './generate/lifecycle.ts';
import { generateTrace } from './generate/requirements.ts';
import { generateSchemaSql } from './generate/schema-sql.ts';
import { generateSchemaTypes } from './generate/schema-types.ts';

/** A volatile file changes with every test that is added; it is written, but being behind is no error. */
type Generated = { readonly file: string; readonly text: string; readonly volatile?: boolean };

const generators: (() => Promise<Generated[]>)[] = [generateSchemaTypes, generateSchemaSql, generateConfiguration, generateApi, generateLifecycle, generateTrace];
const root = join(import.meta.dirname, '..');
const checkOnly = process.argv.includes('--check');
let stale = 0;

for (const generate of generators) {
  for (const { file, text, volatile } of await generate()) {
    const path = join(root, file);
    if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
    if (checkOnly) {
      if (volatile === true) continue;
      stale += 1;
      console.error(`${file} is out of date: run \`npm run generate\` and look at the difference.`);
      continue;
    }
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    console.log(`wrote ${file}`);
  }
}
process.exit(checkOnly && stale > 0 ? 1 : 0);
