import { createHmac } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z, type ZodType } from 'zod';
import type { Endpoint } from '../../kernel/endpoint.ts';
import type { Outcome, Refusal } from '../../kernel/decision.ts';
import { permits, type Principal } from '../../kernel/permission.ts';
import type { Context } from '../context.ts';
import { problem, problemOf, type RefusalText } from './problem.ts';
import { readUpload, type UploadedFile } from './upload.ts';

/** What the composition gives the HTTP layer; it knows no feature. */
export type HttpWorld = {
  /** Who sends this request, by cookie or bearer token; anonymous when nobody. */
  authenticate(request: FastifyRequest): Promise<Principal>;
  context(principal: Principal, request: FastifyRequest): Promise<Context>;
  refused(ctx: Context, endpoint: Endpoint, target: string, refusal: Refusal): Promise<void>;
};

/** Contracts speak strings for days and instants; handlers may answer with Temporal values. */
export type Loose<T> = T extends string
  ? T | Temporal.Instant | Temporal.PlainDate
  : T extends readonly (infer Item)[]
    ? readonly Loose<Item>[]
    : T extends object
      ? { readonly [K in keyof T]: Loose<T[K]> }
      : T;

export type Input<E> = E extends Endpoint<infer P, infer Q, infer B, ZodType>
  ? { readonly params: z.output<P>; readonly query: z.output<Q>; readonly body: z.output<B>; readonly file: UploadedFile | null; readonly reply: FastifyReply }
  : never;

export type Handler<E> = E extends Endpoint<ZodType, ZodType, ZodType, infer R> ? (ctx: Context, input: Input<E>) => Promise<Outcome<Loose<z.input<R>>>> : never;

export type Router = <P extends ZodType, Q extends ZodType, B extends ZodType, R extends ZodType>(
  endpoint: Endpoint<P, Q, B, R>, refusals: Readonly<Record<string, RefusalText>>, handler: Handler<Endpoint<P, Q, B, R>>,
) => void;

export function createRouter(app: FastifyInstance, world: HttpWorld, seen: Endpoint[]): Router {
  const contexts = new WeakMap<FastifyRequest, Context>();
  return (endpoint, refusals, handler) => {
    seen.push(endpoint);
    app.route({
      method: endpoint.method,
      url: `/api/v1${endpoint.path}`,
      schema: schemaOf(endpoint),
      // before the body is validated: whoever may not ask learns nothing from how the question was refused
      preValidation: async (request, reply) => {
        const principal = await world.authenticate(request);
        const ctx = await world.context(principal, request);
        contexts.set(request, ctx);
        if (permits(principal, endpoint.may)) return undefined;
        if (principal.kind === 'anonymous') return send(reply, problem(401, 'sign-in-needed', 'Sign in to do this.'));
        const refusal: Refusal = { code: 'not-permitted', detail: { needs: endpoint.may.roles.join(' or ').replaceAll('_', ' ') } };
        await world.refused(ctx, endpoint, request.url, refusal);
        return send(reply, problemOf(refusal, refusals));
      },
      handler: async (request, reply) => {
        const ctx = contexts.get(request);
        if (ctx === undefined) throw new Error('a request without its context');
        const target = request.url;
        const input = await inputOf(endpoint, request, reply);
        if ('problem' in input) return send(reply, input.problem);
        const outcome = await (handler as (ctx: Context, input: unknown) => Promise<Outcome<unknown>>)(withKey(ctx, request, input), input); // the types of Input<E> and this input are the same by construction
        if (!outcome.ok) {
          if (endpoint.method !== 'GET' || outcome.refusal.code === 'not-permitted') await world.refused(ctx, endpoint, target, outcome.refusal);
          return send(reply, problemOf(outcome.refusal, refusals));
        }
        if (reply.sent) return reply;
        if (reply.hasHeader('content-disposition')) return reply.send(outcome.reply); // a file, already typed by its handler
        const body = endpoint.reply.parse(JSON.parse(JSON.stringify(outcome.reply ?? null)));
        return reply.header('content-type', 'application/json; charset=utf-8').serializer((value: unknown) => String(value)).send(JSON.stringify(body));
      },
    });
  };
}

function schemaOf(endpoint: Endpoint): Record<string, unknown> {
  const needs = endpoint.may.open === true ? 'nobody: open' : [...endpoint.may.roles, ...(endpoint.may.own === true ? ['the person concerned'] : []), ...(endpoint.may.reports === true ? ['their managers'] : [])].join(', ').replaceAll('_', ' ');
  return {
    summary: endpoint.summary,
    description: `Allowed for: ${needs}.`,
    tags: [endpoint.area],
    ...(endpoint.params === undefined ? {} : { params: endpoint.params }),
    ...(endpoint.query === undefined ? {} : { querystring: endpoint.query }),
    ...(endpoint.body === undefined || endpoint.upload === true ? {} : { body: endpoint.body }),
    ...(endpoint.upload === true ? { consumes: ['multipart/form-data'] } : {}),
    response: { 200: endpoint.reply },
  };
}

type ReadInput = { params: unknown; query: unknown; body: unknown; file: UploadedFile | null; reply: FastifyReply };

async function inputOf(endpoint: Endpoint, request: FastifyRequest, reply: FastifyReply): Promise<ReadInput | { problem: ReturnType<typeof problem> }> {
  const base = { params: request.params, query: request.query, body: request.body, file: null, reply };
  if (endpoint.upload !== true) return base;
  const upload = await readUpload(request);
  if ('problem' in upload) return upload;
  const parsed = (endpoint.body ?? z.object({})).safeParse(upload.fields);
  if (!parsed.success) return { problem: invalid(parsed.error.issues) };
  return { ...base, body: parsed.data, file: upload.file };
}

export function invalid(issues: readonly { path: readonly PropertyKey[]; message: string }[]): ReturnType<typeof problem> {
  const errors = issues.map((issue) => ({ field: issue.path.map(String).join('.'), message: issue.message }));
  const first = errors[0];
  return problem(400, 'invalid-request', first === undefined ? 'The request is not valid.' : `${first.field === '' ? 'The request' : first.field}: ${first.message}`, { errors });
}

function withKey(ctx: Context, request: FastifyRequest, input: ReadInput): Context {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || key === '' || request.method === 'GET') return ctx;
  // keyed, because the body may hold a password and the fingerprint is stored
  const hash = createHmac('sha256', ctx.auditKey).update(`${request.method} ${request.url}\n${JSON.stringify(input.body ?? null)}`);
  if (input.file !== null) hash.update(input.file.bytes);
  return { ...ctx, idempotency: { key, fingerprint: hash.digest('hex') } };
}

function send(reply: FastifyReply, body: { status: number }): FastifyReply {
  return reply.code(body.status).header('content-type', 'application/problem+json; charset=utf-8').serializer((value: unknown) => String(value)).send(JSON.stringify(body));
}
