import type { ZodType } from 'zod';
import type { Permission } from './permission.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * One endpoint of the API, written once in a feature's contract: the server routes it, the web app and the acceptance
 * script call it, OpenAPI describes it and the permission matrix lists it.
 */
export type Endpoint<Params extends ZodType = ZodType, Query extends ZodType = ZodType, Body extends ZodType = ZodType, Reply extends ZodType = ZodType> = {
  readonly method: Method;
  /** Below /api/v1, with :name parameters. */
  readonly path: string;
  readonly summary: string;
  readonly area: string;
  readonly may: Permission;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** The request is a multipart form with one file named "file"; `body` describes its other fields. */
  readonly upload?: boolean;
  readonly reply: Reply;
};

export function endpoint<Params extends ZodType, Query extends ZodType, Body extends ZodType, Reply extends ZodType>(spec: Endpoint<Params, Query, Body, Reply>): Endpoint<Params, Query, Body, Reply> {
  return spec;
}
