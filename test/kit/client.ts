import type { ZodType, z } from 'zod';
import type { Endpoint } from '../../src/kernel/endpoint.ts';

type Empty = Record<never, never>;
type Part<Name extends string, Schema extends ZodType> = unknown extends z.input<Schema> ? Empty : Empty extends z.input<Schema> ? { readonly [name in Name]?: z.input<Schema> } : { readonly [name in Name]: z.input<Schema> };
type Input<P extends ZodType, Q extends ZodType, B extends ZodType> = Part<'params', P> & Part<'query', Q> & Part<'body', B> & { readonly file?: { readonly name: string; readonly bytes: string | Uint8Array }; readonly key?: string };
type Arguments<I> = Empty extends I ? [input?: I] : [input: I];
type Loose = { readonly params?: Record<string, unknown>; readonly query?: Record<string, unknown>; readonly body?: unknown; readonly file?: { readonly name: string; readonly bytes: string | Uint8Array }; readonly key?: string };

/** What the API answered instead of a reply. */
export type ProblemBody = { readonly status: number; readonly code: string; readonly detail: string; readonly [member: string]: unknown };

export class RefusedError extends Error {
  readonly problem: ProblemBody;
  constructor(endpoint: Endpoint, problem: ProblemBody) {
    super(`${endpoint.method} ${endpoint.path}: ${problem.status} ${problem.code}: ${problem.detail}`);
    this.problem = problem;
  }
}

/** One visitor of the API: calls endpoints by their contracts and keeps the session cookie, as a browser does. */
export type Client = {
  call<P extends ZodType, Q extends ZodType, B extends ZodType, R extends ZodType>(endpoint: Endpoint<P, Q, B, R>, ...rest: Arguments<Input<P, Q, B>>): Promise<z.output<R>>;
  /** The problem of a call that must be refused; a reply is a failure. */
  refused<P extends ZodType, Q extends ZodType, B extends ZodType, R extends ZodType>(endpoint: Endpoint<P, Q, B, R>, ...rest: Arguments<Input<P, Q, B>>): Promise<ProblemBody>;
  /** A request without a contract, for what no client of ours would send. */
  send(method: string, path: string, options?: { readonly headers?: Record<string, string>; readonly body?: BodyInit }): Promise<Response>;
};

export function createClient(baseUrl: string, token: string | null = null): Client {
  let cookie = '';
  const send: Client['send'] = async (method, path, options = {}) => {
    const headers = { ...(cookie === '' ? {} : { cookie }), ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...options.headers };
    const response = await fetch(`${baseUrl}${path}`, { method, headers, redirect: 'manual', ...(options.body === undefined ? {} : { body: options.body }) });
    for (const line of response.headers.getSetCookie()) cookie = line.split(';')[0] ?? '';
    return response;
  };
  const request = (endpoint: Endpoint, input: Loose): Promise<Response> => {
    const body = bodyOf(endpoint, input);
    const headers = { ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}), ...(input.key === undefined ? {} : { 'idempotency-key': input.key }) };
    return send(endpoint.method, pathOf(endpoint, input), { headers, ...(body === null ? {} : { body }) });
  };
  return {
    send,
    async call(endpoint, ...[input]) {
      const response = await request(endpoint, (input ?? {}) as Loose); // the generic type, loosened
      if (!response.ok) throw new RefusedError(endpoint, await problemIn(response));
      return endpoint.reply.parse(await response.json());
    },
    async refused(endpoint, ...[input]) {
      const response = await request(endpoint, (input ?? {}) as Loose); // the generic type, loosened
      if (response.ok) throw new Error(`${endpoint.method} ${endpoint.path} was not refused: ${await response.text()}`);
      return problemIn(response);
    },
  };
}

async function problemIn(response: Response): Promise<ProblemBody> {
  const text = await response.text();
  try {
    return { ...(JSON.parse(text) as { code: string; detail: string }), status: response.status }; // problem+json of this API
  } catch {
    return { status: response.status, code: 'no-problem', detail: text.slice(0, 500) };
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
  if (file !== undefined) form.set('file', new Blob([Uint8Array.from(typeof file.bytes === 'string' ? Buffer.from(file.bytes) : file.bytes)]), file.name);
  return form;
}
