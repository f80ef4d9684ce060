// A door that asks Readback whether somebody may go in, and keeps signed answers for an outage.
//   node docs/examples/door.mjs https://readback.example.com API-KEY P-1007 FILL-2
// Needs Node 20 or later and the package "jose". What is kept lies in the folder ./door-kept.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compactVerify, createLocalJWKSet } from 'jose';

const folder = './door-kept';
const fileOf = (person, task) => join(folder, `${encodeURIComponent(person)} ${encodeURIComponent(task)}.json`);

/** Asks, and keeps the signed answer and the public keys. Throws when Readback does not answer. */
export async function ask({ url, token, person, task }) {
  const response = await fetch(`${url}/api/v1/qualification?${new URLSearchParams({ person, task, signed: 'true' })}`, { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(3000) });
  if (response.status >= 500) throw new Error(`Readback is out of order: ${response.status}`);
  const answer = await response.json();
  if (!response.ok) return { qualified: false, sentence: answer.detail };
  const keys = await (await fetch(`${url}/.well-known/jwks.json`, { signal: AbortSignal.timeout(3000) })).json();
  mkdirSync(folder, { recursive: true });
  writeFileSync(fileOf(person, task), JSON.stringify({ token: answer.token, keys }));
  return { qualified: answer.qualified, sentence: answer.sentence };
}

/** What a kept answer says, checked: signature, kind, sender, subject and time. Throws when it may not be used. */
export async function readKept(kept, { url, person, task, now = Date.now() / 1000 }) {
  const { payload, protectedHeader } = await compactVerify(kept.token, createLocalJWKSet(kept.keys), { algorithms: ['EdDSA'] });
  const said = JSON.parse(new TextDecoder().decode(payload));
  if (protectedHeader.typ !== 'readback-qualification+jws' || said.iss !== url) throw new Error('This is not an answer of that Readback.');
  if (said.person.employeeNumber !== person || said.task?.code !== task) throw new Error('This is the answer to another question.');
  if (now >= said.exp) throw new Error(`The answer was good until ${said.validUntil}.`);
  return { qualified: said.qualified, sentence: `As of ${said.asOf}: ${said.qualified ? 'qualified' : said.reason}` };
}

async function decide(question) {
  try {
    return await ask(question);
  } catch {
    // no answer: only a kept one that is still good opens the door
    return readKept(JSON.parse(readFileSync(fileOf(question.person, question.task), 'utf8')), question).catch((error) => ({ qualified: false, sentence: error.message }));
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [url, token, person, task] = process.argv.slice(2);
  const { qualified, sentence } = await decide({ url, token, person, task }).catch((error) => ({ qualified: false, sentence: error.message }));
  console.log(`${qualified ? 'OPEN' : 'CLOSED'}: ${sentence}`);
  process.exitCode = qualified ? 0 : 1;
}
