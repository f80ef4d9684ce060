import type { DomainEvent } from '../../../kernel/decision.ts';

/** A file that belongs to a version beside its text, as it was stored. */
export type Attachment = {
  readonly id: string;
  readonly ordinal: number;
  readonly fileName: string;
  readonly description: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
};
export type NewAttachment = Omit<Attachment, 'id' | 'ordinal'>;

/** How an attachment stands to those of the version before. */
export type AttachmentChange = 'new' | 'changed' | 'same';

export type AttachmentEvent = DomainEvent & { readonly type: 'AttachmentAdded' | 'AttachmentDescribed' | 'AttachmentsOrdered' | 'AttachmentRemoved' };
export type AttachmentRefusal = 'attachment-refused' | 'attachment-name-taken' | 'attachment-there' | 'attachments-many' | 'attachments-large' | 'attachments-order';
