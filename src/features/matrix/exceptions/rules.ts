import { accept, refuse, type Decision } from '../../../kernel/decision.ts';
import { isBefore, type Day } from '../../../kernel/day.ts';
import { statementText } from '../../signatures/rules.ts';
import type { Reason } from '../types.ts';
import type { ExceptionEvent, ExceptionKind, ExceptionRefusal, GrantFacts, PersonException } from './types.ts';

/** The longest that one may hold, in days: after two years somebody looks again. */
export const LONGEST = 731;

export const holdsOn = ({ from, until }: Pick<PersonException, 'from' | 'until'>, day: Day): boolean => !isBefore(day, from) && !isBefore(until, day);

/** The one that holds on a day; the database keeps two from holding at once. */
export function inForceOf(exceptions: readonly PersonException[], day: Day): PersonException | null {
  return exceptions.find((exception) => holdsOn(exception, day)) ?? null;
}

/** MTX-07: how it stands among the reasons of an obligation, or instead of them. */
export function exceptionText({ kind, until, reason }: PersonException): string {
  return `${kind === 'exemption' ? 'Exempted' : 'Added for this person'} until ${until.toString()}: ${reason}`;
}

const NOBODY: ReadonlyMap<string, string> = new Map();

/**
 * MTX-03, MTX-06: what the rules ask, with the exceptions of one person on a day: an addition is a reason beside those of the rules,
 * an exemption takes the document away whatever the reasons. Whoever has none gets the very same map back.
 */
export function withExceptions(asked: ReadonlyMap<string, readonly Reason[]>, exceptions: readonly (PersonException & { readonly documentId: string })[], day: Day | null): { readonly required: ReadonlyMap<string, readonly Reason[]>; /** Why, in words, by document. */ readonly exempt: ReadonlyMap<string, string> } {
  const holding = day === null ? [] : exceptions.filter((exception) => holdsOn(exception, day));
  if (holding.length === 0) return { required: asked, exempt: NOBODY };
  const [required, exempt] = [new Map(asked), new Map<string, string>()];
  for (const exception of holding) {
    if (exception.kind === 'addition') required.set(exception.documentId, [...(asked.get(exception.documentId) ?? []), { rule: 0, version: 0, text: exceptionText(exception) }]);
    else exempt.set(exception.documentId, exceptionText(exception));
  }
  for (const documentId of exempt.keys()) required.delete(documentId);
  return { required, exempt };
}

type Content = { readonly kind: ExceptionKind; readonly from: Day; readonly until: Day; readonly reason: string };

/** MTX-06: signed by somebody else than the person concerned; from critical documents only quality exempts. It begins today or later and always expires. */
export function grantException(content: Content, facts: GrantFacts): Decision<ExceptionEvent, ExceptionRefusal> {
  const { id, today, signer, person, document, others } = facts;
  if (signer.id === person.id) return refuse('own-exception');
  if (document.retired) return refuse('document-retired', { number: document.number });
  if (content.kind === 'exemption' && document.critical && !signer.isQuality) return refuse('quality-signs-critical', { number: document.number });
  if (isBefore(content.from, today)) return refuse('exception-in-the-past');
  if (isBefore(content.until, content.from) || content.from.until(content.until).days > LONGEST) return refuse('exception-period', { days: LONGEST });
  const other = others.find(({ from, until }) => !isBefore(until, content.from) && !isBefore(content.until, from));
  if (other !== undefined) return refuse('exception-overlaps', { kind: other.kind, from: other.from.toString(), until: other.until.toString() });
  return accept({
    type: 'ExceptionGranted', subject: { kind: 'exception', id }, why: content.reason,
    data: { kind: content.kind, person: person.id, document: document.id, from: content.from.toString(), until: content.until.toString() },
  });
}

/** It ends at once, with a reason. What has expired or was taken back stays as it is. */
export function endException(exception: PersonException & { readonly endedAt: unknown; readonly personId: string; readonly documentId: string }, today: Day, why: string): Decision<ExceptionEvent, ExceptionRefusal> {
  if (exception.endedAt !== null || isBefore(exception.until, today)) return refuse('exception-ended');
  return accept({ type: 'ExceptionEnded', subject: { kind: 'exception', id: exception.id }, why, data: { kind: exception.kind, person: exception.personId, document: exception.documentId } });
}

/** What granting it signs (SIG-01). */
export function exceptionStatement(signerName: string, content: Content, names: { readonly person: string; readonly document: string }): string {
  const period = `from ${content.from.toString()} to ${content.until.toString()}`;
  const what = content.kind === 'exemption' ? `that ${names.person} is exempted from training on ${names.document} ${period}` : `that ${names.person} must also be trained on ${names.document} ${period}`;
  return statementText(signerName, 'approved', what, [`Reason: ${content.reason}`]);
}
