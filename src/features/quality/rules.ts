import type { Instant } from '../../kernel/day.ts';
import type { DomainEvent } from '../../kernel/decision.ts';
import type { QualityDomainEvent, QualityEvent } from './types.ts';

/** "QE-0007": how a quality event is called. */
export function numberText(number: number): string {
  return `QE-${number.toString().padStart(4, '0')}`;
}

/** DOC-06: the quality event that going ahead with a held version opens; its words say by how much the share was missed and why. */
export function eventOfOverride(overridden: DomainEvent, now: Instant): QualityEvent {
  const { number, label, trained, present, percent, gatePercent, documentId, siteId } = overridden.data;
  return {
    kind: 'deviation', source: 'hold_override', occurredAt: now, severity: 'major', siteId: typeof siteId === 'string' ? siteId : null,
    title: `${String(number)} v${String(label)} took effect with ${String(percent)} % trained, ${String(gatePercent)} % asked for`,
    text: `${String(trained)} of the ${String(present)} people required and present were trained when the hold was overridden. Reason given: ${overridden.why ?? '–'}`,
    documentId: typeof documentId === 'string' ? documentId : null, versionId: overridden.subject.id,
  };
}

export function opened(event: QualityEvent, id: string, number: number): QualityDomainEvent {
  const { occurredAt, ...facts } = event;
  return { type: 'QualityEventOpened', subject: { kind: 'quality_event', id }, data: { number, ...facts, occurredAt: occurredAt.toString() } };
}
