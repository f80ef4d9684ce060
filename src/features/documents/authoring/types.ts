import type { Instant } from '../../../kernel/day.ts';

/** Boxes that stand out of the text, from a remark to a danger. */
export const CALLOUTS = ['note', 'caution', 'warning'] as const;
export type CalloutKind = (typeof CALLOUTS)[number];

export const BLOCKS = [
  'doc', 'heading', 'paragraph', 'bulletList', 'orderedList', 'listItem', 'table', 'tableRow', 'tableHeader', 'tableCell', 'figure', 'callout',
  'blockquote', 'codeBlock', 'horizontalRule', 'hardBreak', 'text',
] as const;
export type NodeKind = (typeof BLOCKS)[number];
export const MARKS = ['bold', 'italic', 'underline', 'strike', 'code', 'link', 'subscript', 'superscript'] as const;
export type MarkKind = (typeof MARKS)[number];

export type Mark = { readonly kind: MarkKind; readonly href: string | null };

/** A text as the editor holds it, read and checked. Members that a kind does not have are empty. */
export type TextNode = {
  readonly kind: NodeKind;
  readonly content: readonly TextNode[];
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly attrs: Attributes;
};

export type Attributes = {
  readonly level: number;
  /** Of a heading: null is numbered automatically, '' has no number, anything else is the number as it stands. */
  readonly number: string | null;
  readonly start: number;
  readonly listType: string | null;
  readonly colspan: number;
  readonly rowspan: number;
  readonly callout: CalloutKind;
  /** Of a figure: SHA-256 of its picture in hex, among the figures of the draft. */
  readonly figure: string;
  readonly alt: string;
  readonly caption: string;
};

export type Figure = { readonly sha256: string; readonly mediaType: 'image/png' | 'image/jpeg'; readonly bytes: Buffer };

/** Who writes in a draft, in which window, since when and with which last sign of life. */
export type Lock = { readonly personId: string; readonly name: string; readonly client: string; readonly since: Instant; readonly beatAt: Instant };

export type WorkingText = {
  readonly revision: number;
  readonly content: unknown;
  readonly client: string;
  readonly savedBy: { readonly id: string; readonly name: string };
  readonly savedAt: Instant;
  /** Content of the version that this text continues, as hex SHA-256. */
  readonly baseSha256: string;
  readonly putRevision: number;
};

/** Why a text was kept aside instead of becoming the text of the draft. */
export type AsideCause = 'taken_over' | 'behind' | 'file_replaced' | 'not_a_draft';

export type AuthoringRefusal = 'text-unreadable' | 'figure-refused' | 'figure-missing' | 'figures-too-many' | 'text-moved-on' | 'nothing-written' | 'already-author' | 'cannot-write' | 'nothing-in-force';
