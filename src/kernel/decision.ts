import type { JsonObject } from './json.ts';

/** Something that happened, in the past tense, about one subject. It becomes an audit event. */
export type DomainEvent = {
  readonly type: string;
  readonly subject: Subject;
  readonly data: JsonObject;
  /** The reason a person gave, where the act asks for one. */
  readonly why?: string;
};

export type Subject = { readonly kind: string; readonly id: string };

/** A foreseeable "no": a code from the feature's closed union, and the facts its sentence names. */
export type Refusal<Code extends string = string> = { readonly code: Code; readonly detail?: JsonObject };

export type Accepted<Event extends DomainEvent, Result = undefined> = {
  readonly ok: true;
  readonly events: readonly [Event, ...Event[]];
  readonly result: Result;
};
export type Refused<Code extends string> = { readonly ok: false; readonly refusal: Refusal<Code> };

/** What a rule decides. Acceptance carries at least one event, so an unaudited change cannot be expressed. */
export type Decision<Event extends DomainEvent, Code extends string, Result = undefined> = Accepted<Event, Result> | Refused<Code>;

export function accept<Event extends DomainEvent>(...events: [Event, ...Event[]]): Accepted<Event> {
  return { ok: true, events, result: undefined };
}

export function acceptWith<Event extends DomainEvent, Result>(result: Result, ...events: [Event, ...Event[]]): Accepted<Event, Result> {
  return { ok: true, events, result };
}

export function refuse<Code extends string>(code: Code, detail?: JsonObject): Refused<Code> {
  return { ok: false, refusal: detail === undefined ? { code } : { code, detail } };
}

/** Outcome of an act for its caller: the reply, or why not. */
export type Outcome<Reply, Code extends string = string> = { readonly ok: true; readonly reply: Reply } | Refused<Code>;

export function done<Reply>(reply: Reply): { readonly ok: true; readonly reply: Reply } {
  return { ok: true, reply };
}
