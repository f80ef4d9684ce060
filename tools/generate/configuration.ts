import { SETTINGS } from '../../src/platform/config.ts';

export function generateConfiguration(): Promise<{ file: string; text: string }[]> {
  const rows = SETTINGS.map((setting) => `| \`${setting.name}\` | ${setting.default === '' ? '(empty)' : `\`${setting.default}\``} | ${setting.meaning} |`);
  const text = `# Configuration

Written from \`src/platform/config.ts\` by \`npm run generate\`.

Readback is configured by environment variables, all optional. They are checked at start: every mistake is named at once,
and nothing starts until they are right. A name that begins with \`READBACK_\` and is not in this table is a mistake too.

| Variable | Default | Meaning |
|---|---|---|
${rows.join('\n')}
`;
  return Promise.resolve([{ file: 'docs/configuration.md', text }]);
}
