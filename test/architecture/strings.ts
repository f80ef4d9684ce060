import { isNode, isTest, lineOf, walk, type Node, type Source, type Violation } from './source.ts';

const WORDS = /\p{L}{2,}/u;
/** Properties whose value a person reads or hears. */
const READ_BY_PEOPLE = /^(label|title|placeholder|alt|description|aria-label|aria-description|aria-roledescription|aria-valuetext|error|helperText|nothingFoundMessage|emptyMessage|tooltip|heading|subtitle|text|message|caption|summary)$/;

/** Screens carry no words of their own: every string is in a catalogue (`web/en.ts`). */
export function checkStrings(source: Source): Violation[] {
  if (!/^src\/(features|ui|app\/web)\//.test(source.path) || !source.path.endsWith('.tsx') || isTest(source.path)) return [];
  const found: Violation[] = [];
  const add = (node: Node, text: string): void => void found.push({ path: source.path, line: lineOf(source, node.start), sentence: `“${text.trim().slice(0, 40)}” is written into the screen: put it into the catalogue en.ts` });
  walk(source.tree, (node, parent) => {
    if (node.type === 'JSXText' && WORDS.test(String(node['value']))) add(node, String(node['value']));
    if (node.type === 'JSXAttribute' && READ_BY_PEOPLE.test(attributeName(node))) for (const text of literals(node['value'])) add(text, textOf(text));
    if (node.type === 'JSXExpressionContainer' && parent?.type !== 'JSXAttribute') for (const text of literals(node['expression'])) add(text, textOf(text));
  });
  return found;
}

/** The literal texts an expression may come out as; arguments of calls are not among them. */
function literals(value: unknown): Node[] {
  if (!isNode(value)) return [];
  switch (value.type) {
    case 'JSXExpressionContainer': return literals(value['expression']);
    case 'ConditionalExpression': return [...literals(value['consequent']), ...literals(value['alternate'])];
    case 'LogicalExpression': return [...literals(value['left']), ...literals(value['right'])];
    case 'BinaryExpression': return value['operator'] === '+' ? [...literals(value['left']), ...literals(value['right'])] : [];
    case 'Literal': case 'TemplateLiteral': return WORDS.test(textOf(value)) ? [value] : [];
    default: return [];
  }
}

function textOf(node: Node): string {
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : '';
  const quasis = Array.isArray(node['quasis']) ? node['quasis'] : [];
  return quasis.map((quasi: { value: { cooked: string | null } }) => quasi.value.cooked ?? '').join(' ');
}

function attributeName(node: Node): string {
  const name = node['name'];
  return isNode(name) && typeof name['name'] === 'string' ? name['name'] : '';
}
