import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Log } from '../log.ts';
import { problem } from './problem.ts';
import { invalid } from './route.ts';

export type HttpOptions = { readonly log: Log; readonly version: string; readonly publicUrl: string; readonly trustProxy: boolean; readonly requestsPerMinute: number };

export async function createHttp(options: HttpOptions): Promise<FastifyInstance> {
  const logger: FastifyBaseLogger = options.log;
  const app: FastifyInstance = fastify({ loggerInstance: logger, trustProxy: options.trustProxy, bodyLimit: 5 * 1024 * 1024, logController: new LogController({ disableRequestLogging: true }), genReqId: () => randomUUID(), routerOptions: { maxParamLength: 300 } });
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
  app.setErrorHandler((error, request, reply) => {
    const body = problemFor(error, options.log, request.id);
    return reply.code(body.status).header('content-type', 'application/problem+json; charset=utf-8').serializer((value: unknown) => String(value)).send(JSON.stringify(body));
  });
  return app;
}

type Thrown = { statusCode?: number; code?: string; message?: string; validation?: readonly { instancePath?: string; message?: string }[] };

function problemFor(error: unknown, log: Log, requestId: string): ReturnType<typeof problem> {
  const thrown: Thrown = typeof error === 'object' && error !== null ? error : {};
  if (thrown.validation !== undefined) {
    return invalid(thrown.validation.map((issue) => ({ path: (issue.instancePath ?? '').split('/').filter(Boolean), message: issue.message ?? 'is not valid' })));
  }
  if (thrown.statusCode !== undefined && thrown.statusCode < 500) return problem(thrown.statusCode, thrown.code ?? 'bad-request', thrown.message ?? 'The request is not valid.');
  log.error({ err: error, requestId }, 'request failed');
  return problem(500, 'server-error', `Something went wrong on the server; nothing was changed. Quote ${requestId} when you report it.`, { requestId });
}
