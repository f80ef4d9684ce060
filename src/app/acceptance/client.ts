import type { ZodType, z } from 'zod';
import type { Endpoint } from '../../kernel/endpoint.ts';

type Empty = Record<never, never>;
type Part<Name extends string, Schema extends ZodType> = unknown extends z.input<Schema> ? Empty : Empty extends z.input<Schema> ? { readonly [name in Name]?: z.input<Schema> } : { readonly [name in Name]: z.input<Schema> };
type Upload = { readonly name: string; readonly bytes: Uint8Array };
type Input<P extends ZodType, Q extends ZodType, B extends ZodType> = Part<'params', P> & Part<'query', Q> & Part<'body', B> & { readonly file?: Upload };
type Arguments<I> = Empty extends I ? [input?: I] : [input: I];
type Loose = { readonly params?: Readonly<Record<string, unknown>>; readonly query?: Readonly<Record<string, unknown>>; readonly body?: unknown; readonly file?: Upload };

/** What the API answered instead of a reply. */
export type ProblemBody = { readonly status: number; readonly code: string; readonly detail: string };

export class RefusedError extends Error {
  readonly problem: ProblemBody;
  constructor(endpoint: Endpoint, problem: ProblemBody) {
    super(`${endpoint.method} ${endpoint.path} answered ${problem.status} ${problem.code}: ${problem.detail}`);
    this.problem = problem;
  }
}

/** One user of the API: calls endpoints by their contracts and keeps the session cookie, as a browser does. */
export type Client = {
  call<P extends ZodType, Q extends ZodType, B extends ZodType, R extends ZodType>(endpoint: Endpoint<P, Q, B, R>, ...rest: Arguments<Input<P, Q, B>>): Promise<z.output<R>>;
  /** The problem of a call that has to be refused; null when it was not. */
  refused<P extends ZodType, Q extends ZodType, B extends ZodType, R extends ZodType>(endpoint: Endpoint<P, Q, B, R>, ...rest: Arguments<Input<P, Q, B>>): Promise<ProblemBody | null>;
};

/** How often each endpoint was called and how long it took, in milliseconds. */
export type Timing = { calls: number; total: number; longest: number };
export type Timings = Map<string, Timing>;

export function createClient(baseUrl: string, timings: Timings = new Map()): Client {
  let cookie = '';
  const request = async (endpoint: Endpoint, input: Loose): Promise<Response> => {
    const body = bodyOf(endpoint, input);
    const headers = { ...(cookie === '' ? {} : { cookie }), ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}) };
    const started = performance.now();
    const response = await fetch(`${baseUrl}${pathOf(endpoint, input)}`, { method: endpoint.method, headers, redirect: 'manual', signal: AbortSignal.timeout(1_800_000), ...(body === null ? {} : { body }) });
    const bytes = await response.arrayBuffer();
    note(timings, endpoint, performance.now() - started);
    for (const line of response.headers.getSetCookie()) cookie = line.split(';')[0] ?? '';
    return new Response(response.status === 204 ? null : bytes, { status: response.status });
  };
  return {
    async call(endpoint, ...[input]) {
      const response = await request(endpoint, (input ?? {}) as Loose); // the generic type, loosened
      if (!response.ok) throw new RefusedError(endpoint, await problemIn(response));
      return endpoint.reply.parse(await response.json());
    },
    async refused(endpoint, ...[input]) {
      const response = await request(endpoint, (input ?? {}) as Loose); // the generic type, loosened
      return response.ok ? null : problemIn(response);
    },
  };
}

function note(timings: Timings, endpoint: Endpoint, took: number): void {
  const name = `${endpoint.method} ${endpoint.path}`;
  const known = timings.get(name) ?? { calls: 0, total: 0, longest: 0 };
  timings.set(name, { calls: known.calls + 1, total: known.total + took, longest: Math.max(known.longest, took) });
}

async function problemIn(response: Response): Promise<ProblemBody> {
  const text = await response.text();
  try {
    const { code, detail } = JSON.parse(text) as { code?: string; detail?: string }; // problem+json of this API
    return { status: response.status, code: code ?? 'no-code', detail: detail ?? text.slice(0, 300) };
  } catch {
    return { status: response.status, code: 'no-problem', detail: text.slice(0, 300) };
  }
}

function pathOf(endpoint: Endpoint, { params = {}, query = {} }: Loose): string {
  const path = Object.entries(params).reduce((address, [name, value]) => address.replace(`:${name}`, encodeURIComponent(String(value))), endpoint.path);
  const search = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value === undefined || value === null ? [] : [[name, String(value)]]))).toString();
  return `/api/v1${path}${search === '' ? '' : `?${search}`}`;
}

function bodyOf(endpoint: Endpoint, { body, file }: Loose): string | FormData | null {
  if (endpoint.upload !== true) return endpoint.body === undefined ? null : JSON.stringify(body ?? {});
  const form = new FormData();
  form.set('data', JSON.stringify(body ?? {}));
  if (file !== undefined) form.set('file', new Blob([Uint8Array.from(file.bytes)]), file.name);
  return form;
}

/** Runs the work for all items, at most so many at a time. */
export async function inParallel<Item>(items: readonly Item[], atATime: number, work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const lane = async (): Promise<void> => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atATime, items.length) }, lane));
}
