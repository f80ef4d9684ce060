import type { JsonObject } from '../../kernel/json.ts';

/** The whole of an audit event; its canonical JSON is what is stored, hashed and sealed (AUD-01). */
export type AuditBody = {
  readonly id: string;
  readonly act: string;
  readonly at: string;
  readonly actor: { readonly kind: string; readonly id: string | null; readonly name: string };
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly data: JsonObject;
  readonly why: string | null;
  readonly from: { readonly request: string; readonly address: string | null; readonly session: string | null };
};

/** What `verify` found wrong, at the first event where the trail stops being true (AUD-03). */
export type Finding = {
  readonly kind: 'altered' | 'removed' | 'inserted' | 'reordered' | 'forked' | 'unsigned';
  readonly seq: number | null;
  readonly eventId: string | null;
  readonly sentence: string;
};
