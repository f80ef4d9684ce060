import { accept, refuse, type Decision } from '../../../kernel/decision.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import { whyNot } from '../rules.ts';
import type { DocumentRefusal, Subject } from '../types.ts';
import type { Attachment, AttachmentChange, AttachmentEvent, AttachmentRefusal, NewAttachment } from './types.ts';

type Decided = Decision<AttachmentEvent, AttachmentRefusal | DocumentRefusal>;

export const MOST_ATTACHMENTS = 20;
export const MOST_BYTES = 200 * 1024 * 1024;
const LONGEST_NAME = 120;

/**
 * DOC-22: files join a version while it is a draft, by those who write it: each name and each content once, so that a
 * name in the text means one file.
 */
export function add(subject: Subject, personId: string | null, present: readonly Attachment[], id: string, file: NewAttachment): Decided {
  const stopped = whyNot('replace', subject, personId);
  if (stopped !== null) return stopped;
  if (present.length >= MOST_ATTACHMENTS) return refuse('attachments-many', { most: MOST_ATTACHMENTS });
  if (present.reduce((sum, one) => sum + one.size, file.size) > MOST_BYTES) return refuse('attachments-large', { mostMb: MOST_BYTES / 1024 / 1024 });
  if (present.some((one) => isSameName(one.fileName, file.fileName))) return refuse('attachment-name-taken', { fileName: file.fileName });
  const twin = present.find((one) => one.sha256 === file.sha256);
  if (twin !== undefined) return refuse('attachment-there', { fileName: twin.fileName });
  return accept(eventOf(subject, 'AttachmentAdded', { attachment: id, ...file }));
}

export function describe(subject: Subject, personId: string | null, attachment: Attachment, description: string): Decided {
  return whyNot('replace', subject, personId) ?? accept(eventOf(subject, 'AttachmentDescribed', { ...named(attachment), from: attachment.description, to: description }));
}

export function remove(subject: Subject, personId: string | null, attachment: Attachment): Decided {
  return whyNot('replace', subject, personId) ?? accept(eventOf(subject, 'AttachmentRemoved', { ...named(attachment), description: attachment.description }));
}

/** The new order names every attachment once: who did not see one that was added meanwhile is asked to look again. */
export function order(subject: Subject, personId: string | null, present: readonly Attachment[], ids: readonly string[]): Decided {
  const stopped = whyNot('replace', subject, personId);
  if (stopped !== null) return stopped;
  const byId = new Map(present.map((one) => [one.id, one]));
  const ordered = [...new Set(ids)].flatMap((id) => byId.get(id) ?? []);
  if (ordered.length !== present.length || ids.length !== present.length) return refuse('attachments-order');
  return accept(eventOf(subject, 'AttachmentsOrdered', { order: ordered.map((one) => one.fileName) }));
}

/** A file name as it is kept: without what could hide its ending or leave its folder. */
export function cleanName(name: string): string {
  const plain = (name.split(/[\\/]/u).at(-1) ?? '').normalize('NFC').replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').replaceAll(/[<>:"|?*]/gu, '_').replaceAll(/\s+/gu, ' ').trim();
  if (plain.length <= LONGEST_NAME) return plain;
  const ending = /\.[^.]{1,8}$/u.exec(plain)?.[0] ?? '';
  return plain.slice(0, LONGEST_NAME - ending.length).toWellFormed().trimEnd() + ending;
}

/** DOC-22: what an approver has to look at. An attachment is the one before under another name when its content is the same. */
export function changeOf(attachment: Pick<Attachment, 'fileName' | 'sha256'>, before: readonly Pick<Attachment, 'fileName' | 'sha256'>[]): AttachmentChange {
  if (before.some((one) => one.sha256 === attachment.sha256)) return 'same';
  return before.some((one) => isSameName(one.fileName, attachment.fileName)) ? 'changed' : 'new';
}

/** What the version before had and this one has neither by name nor by content. */
export function removedSince<One extends Pick<Attachment, 'fileName' | 'sha256'>>(before: readonly One[], now: readonly Pick<Attachment, 'fileName' | 'sha256'>[]): One[] {
  return before.filter((one) => !now.some((other) => other.sha256 === one.sha256 || isSameName(other.fileName, one.fileName)));
}

function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function named({ id, fileName, sha256 }: Attachment): JsonObject {
  return { attachment: id, fileName, sha256 };
}

function eventOf({ document, version }: Subject, type: AttachmentEvent['type'], data: JsonObject): AttachmentEvent {
  return { type, subject: { kind: 'version', id: version.id }, data: { documentId: document.id, number: document.number, label: version.label, ...data } };
}
