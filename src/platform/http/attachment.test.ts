import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attachment } from './attachment.ts';

test('SEC-03 a download is an attachment, whatever its name holds', () => {
  assert.equal(attachment('SOP 1.md'), `attachment; filename="SOP 1.md"; filename*=UTF-8''SOP%201.md`);
  assert.equal(attachment('Prüfung "A".pdf'), `attachment; filename="Pr_fung _A_.pdf"; filename*=UTF-8''Pr%C3%BCfung%20%22A%22.pdf`);
  for (const name of ['a\r\nset-cookie: x', '手順書.docx', "it's(1)*.md", '\ud800.md']) assert.match(attachment(name), /^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''[\w%.~-]+$/u);
});
