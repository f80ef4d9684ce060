// Counts who must be trained on what from a roster file and a list of rules, with nothing of the product in it: what the acceptance
// run compares the product's matrix with.
//
//   node tools/count-matrix.mjs ROSTER.csv RULES.json
//
// RULES.json: { "on": { ZONE: DAY, … }, "zones": { STATE: ZONE, … }, "rules": [{ "roles": [], "departments": [], "sites": [], "documents": [] }] };
// an empty list does not restrict. `on` is the local day in each zone. Prints { "people": [number, …], "pairs": ["number document", …] }.
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

const [rosterFile, rulesFile] = process.argv.slice(2);
if (rosterFile === undefined || rulesFile === undefined) {
  console.error('Say which roster and which rules: node tools/count-matrix.mjs ROSTER.csv RULES.json');
  process.exit(2);
}
const { on, zones, rules } = JSON.parse(readFileSync(rulesFile, 'utf8'));
const rows = parse(readFileSync(rosterFile), { columns: true, bom: true, trim: true });

/** 6/9/2022 is the ninth of June here. Null where there is no such day. */
function dayOf(text) {
  const found = /^(\d+)\/(\d+)\/(\d{4})$/.exec(text);
  if (found === null) return null;
  const [, month, day, year] = found.map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null;
}

const read = rows.map((row) => ({
  number: row.emp_id, email: row.ad_email.toLowerCase(), role: row.title, department: row.department_type, site: row.state,
  first: dayOf(row.start_date), last: row.exit_date === '' ? '9999-12-31' : dayOf(row.exit_date),
}));
// A row without days, with days in the wrong order or with an address that is none is no person; neither are rows that share a number or an address.
const readable = read.filter((row) => row.first !== null && row.last !== null && row.first <= row.last && !/\s/.test(row.email));
const howOften = (key) => readable.reduce((counts, row) => counts.set(row[key], (counts.get(row[key]) ?? 0) + 1), new Map());
const numbers = howOften('number');
const emails = howOften('email');
const people = readable.filter((row) => numbers.get(row.number) === 1 && (row.email === '' || emails.get(row.email) === 1));

const pairs = new Set();
for (const person of people) {
  const today = on[zones[person.site]];
  if (today < person.first || person.last < today) continue;
  for (const rule of rules) {
    const fits = [['roles', person.role], ['departments', person.department], ['sites', person.site]].every(([list, value]) => rule[list].length === 0 || rule[list].includes(value));
    if (fits) for (const document of rule.documents) pairs.add(`${person.number} ${document}`);
  }
}
process.stdout.write(JSON.stringify({ people: people.map((person) => person.number), pairs: [...pairs] }));
