import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyReply } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Log } from '../log.ts';
import { problem, type Problem } from './problem.ts';
import { invalid } from './route.ts';

export type HttpOptions = { readonly log: Log; readonly version: string; readonly publicUrl: string; readonly trustProxy: boolean; readonly requestsPerMinute: number };

export async function createHttp(options: HttpOptions): Promise<FastifyInstance> {
  const logger: FastifyBaseLogger = options.log;
  const app: FastifyInstance = fastify({ loggerInstance: logger, trustProxy: options.trustProxy, bodyLimit: 5 * 1024 * 1024, logController: new LogController({ disableRequestLogging: true }), genReqId: () => randomUUID(), routerOptions: { maxParamLength: 300 }, frameworkErrors: (error, request, reply) => void sendProblem(reply, problemFor(error, options.log, request.id)) });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(cookie);
  await app.register(helmet, { contentSecurityPolicy: { useDefaults: true, directives: { 'script-src': ["'self'"], 'style-src': ["'self'", "'unsafe-inline'"], 'img-src': ["'self'", 'data:', 'blob:'], 'connect-src': ["'self'"], 'frame-ancestors': ["'none'"], 'upgrade-insecure-requests': null } }, strictTransportSecurity: options.publicUrl.startsWith('https:') });
  await app.register(rateLimit, { max: options.requestsPerMinute, timeWindow: '1 minute' });
  await app.register(multipart);
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Readback API', version: options.version, description: 'All that the Readback web application does, it does through this API. Errors are problem+json (RFC 9457) with a `code`. Every act takes an `Idempotency-Key` header.' }, servers: [{ url: options.publicUrl }], components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'readback_session' }, apiKey: { type: 'http', scheme: 'bearer' } } }, security: [{ session: [] }, { apiKey: [] }] },
    transform: jsonSchemaTransform,
  });
  app.addHook('onRequest', (request, reply, next) => {
    void reply.header('x-request-id', request.id);
    next();
  });
  app.setErrorHandler((error, request, reply) => sendProblem(reply, problemFor(error, options.log, request.id)));
  return app;
}

function sendProblem(reply: FastifyReply, body: Problem): FastifyReply {
  return reply.code(body.status).header('content-type', 'application/problem+json; charset=utf-8').serializer((value: unknown) => String(value)).send(JSON.stringify(body));
}

/** What the framework refuses before a route is reached, in our codes and words. */
const FRAMEWORK: Readonly<Record<string, readonly [status: number, code: string, sentence: string]>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: [400, 'invalid-json', 'The body is not valid JSON. Send one JSON object.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'invalid-json', 'The body is empty. Send one JSON object, {} where there is nothing to say.'],
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'too-large', 'The body is larger than 5 MB. Send less at a time.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'wrong-content-type', 'Send JSON, with the header content-type: application/json.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, 'invalid-request', 'The body is not as long as its header content-length says.'],
  FST_ERR_BAD_URL: [400, 'invalid-address', 'The address is not a valid URL.'],
  FST_ERR_MAX_PARAM_LENGTH: [404, 'not-found', 'There is nothing at this address: a part of it is too long to be an id.'],
};

/** PostgreSQL: a value that is none of its type, or text that it cannot hold (NUL, half a surrogate pair). */
const UNSTORABLE = ['22P02', '22007', '22008', '22021', '22P05'];

type Thrown = { statusCode?: number; code?: string; message?: string; validation?: readonly { instancePath?: string; message?: string }[] };

function problemFor(error: unknown, log: Log, requestId: string): Problem {
  const thrown: Thrown = typeof error === 'object' && error !== null ? error : {};
  if (thrown.validation !== undefined) {
    return invalid(thrown.validation.map((issue) => ({ path: (issue.instancePath ?? '').split('/').filter(Boolean), message: issue.message ?? 'is not valid' })));
  }
  const known = FRAMEWORK[thrown.code ?? ''];
  if (known !== undefined) return problem(...known);
  if (UNSTORABLE.includes(thrown.code ?? '')) return problem(400, 'invalid-request', 'The request holds a value that cannot be used: an id or cursor that is none, or text with NUL or broken characters.');
  if (thrown.statusCode !== undefined && thrown.statusCode < 500) return problem(thrown.statusCode, thrown.statusCode === 429 ? 'too-many-requests' : 'bad-request', thrown.message ?? 'The request is not valid.');
  log.error({ err: error, requestId }, 'request failed');
  return problem(500, 'server-error', `Something went wrong on the server; nothing was changed. Quote ${requestId} when you report it.`, { requestId });
}
