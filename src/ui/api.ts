import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import i18next from 'i18next';
import { useRef } from 'react';
import { ZodObject, type ZodType, type z } from 'zod';
import type { Endpoint } from '../kernel/endpoint.ts';
import { useShownMoment } from './as-of.ts';
import { isUnanswered, Problem, problemFrom } from './problem.ts';
import { readAgain } from './refresh.ts';

type Empty = Record<never, never>;
/** A part of the request: absent when the contract has none, optional when it may be empty. */
type Part<Name extends string, Schema extends ZodType> = unknown extends z.input<Schema>
  ? Empty
  : Empty extends z.input<Schema>
    ? { readonly [name in Name]?: z.input<Schema> }
    : { readonly [name in Name]: z.input<Schema> };

export type CallInput<P extends ZodType, Q extends ZodType, B extends ZodType> = Part<'params', P> & Part<'query', Q> & Part<'body', B> & { readonly file?: File };
type Arguments<Input> = Empty extends Input ? [input?: Input] : [input: Input];
type AnyInput = { readonly params?: unknown; readonly query?: unknown; readonly body?: unknown; readonly file?: File };

const BASE = '/api/v1';

/** Calls one endpoint of the API. Rejects with a Problem. An act carries `key`, so that sending it again does it once. */
export async function call<P extends ZodType, Q extends ZodType, B extends ZodType, R extends ZodType>(
  endpoint: Endpoint<P, Q, B, R>, ...rest: [...Arguments<CallInput<P, Q, B>>, key?: string]
): Promise<z.output<R>> {
  const [input, key] = rest as unknown as readonly [AnyInput?, string?]; // the same tuple, which a generic conditional hides
  return (await send(endpoint, input ?? {}, key ?? newKey())) as z.output<R>; // the server checked its reply against the same schema
}

async function send(endpoint: Endpoint, input: AnyInput, key: string, keepalive = false): Promise<unknown> {
  const act = endpoint.method !== 'GET';
  const body = bodyOf(endpoint, input);
  const headers: Record<string, string> = { accept: 'application/json' };
  if (act) headers['idempotency-key'] = key;
  if (typeof body === 'string') headers['content-type'] = 'application/json';
  const response = await fetch(addressOf(endpoint, input), { method: endpoint.method, headers, credentials: 'same-origin', keepalive, ...(body === null ? {} : { body }) }).catch(() => {
    throw new Problem(0, 'unreachable', i18next.t('ui:problem.unreachable'));
  });
  if (!response.ok) throw await problemFrom(response);
  return response.json();
}

/** Sends an act that must leave even though the page is closing; nobody waits for its reply. */
export function callOnLeave<P extends ZodType, Q extends ZodType, B extends ZodType, R extends ZodType>(endpoint: Endpoint<P, Q, B, R>, input: CallInput<P, Q, B>): void {
  void send(endpoint, requestOf(input), newKey(), true).catch(() => undefined);
}

/** The address of an endpoint, for links to files. */
export function addressOf(endpoint: Pick<Endpoint, 'path'>, input: AnyInput = {}): string {
  const params = entriesOf(input.params);
  const path = params.reduce((address, [name, value]) => address.replace(`:${name}`, encodeURIComponent(value)), endpoint.path);
  const query = new URLSearchParams(entriesOf(input.query)).toString();
  return `${BASE}${path}${query === '' ? '' : `?${query}`}`;
}

function requestOf(input: unknown): AnyInput {
  return (input ?? {}) as AnyInput; // a CallInput of any endpoint has these members or none
}

function objectOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

function entriesOf(value: unknown): [string, string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]): [string, string][] => (member === undefined || member === null || member === '' ? [] : [[name, String(member)]]));
}

function bodyOf(endpoint: Endpoint, input: AnyInput): string | FormData | null {
  if (endpoint.upload === true) {
    const form = new FormData();
    form.set('data', JSON.stringify(input.body ?? {}));
    if (input.file !== undefined) form.set('file', input.file, input.file.name);
    return form;
  }
  return endpoint.body === undefined ? null : JSON.stringify(input.body ?? {});
}

/** Unguessable is not needed, unique is; `randomUUID` is missing on plain http, `getRandomValues` is not. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export type ReadOptions = { readonly enabled?: boolean; readonly keepPrevious?: boolean; readonly fresh?: boolean };
export type Read<T> = UseQueryResult<T, Error>;

/** Reads an endpoint and keeps it. Endpoints that know `asOf` answer for the moment set in the header. */
export function useRead<P extends ZodType, Q extends ZodType, B extends ZodType, R extends ZodType>(
  endpoint: Endpoint<P, Q, B, R>, ...rest: [...Arguments<CallInput<P, Q, B>>, options?: ReadOptions]
): Read<z.output<R>> {
  const [input, options] = rest as unknown as readonly [AnyInput?, ReadOptions?]; // the same tuple, which a generic conditional hides
  const asked = useMoment(endpoint, input ?? {});
  return useQuery<z.output<R>>({
    queryKey: readKey(endpoint, asked),
    queryFn: async () => (await send(endpoint, asked, '')) as z.output<R>, // the server checked its reply against the same schema
    enabled: options?.enabled ?? true,
    ...(options?.keepPrevious === true ? { placeholderData: keepPreviousData } : {}),
    ...(options?.fresh === true ? { staleTime: 0 } : {}),
  });
}

export function readKey(endpoint: Endpoint, input: AnyInput = {}): readonly unknown[] {
  return [endpoint.path, input.params ?? null, input.query ?? null, input.body ?? null];
}

type Paged = { readonly items: readonly unknown[]; readonly nextCursor: string | null };
export type Pages<Item, Reply> = {
  readonly items: readonly Item[];
  readonly first: Reply | undefined;
  readonly more: boolean;
  readonly loadMore: () => void;
  readonly isPending: boolean;
  readonly isFetching: boolean;
  readonly error: Error | null;
  readonly refetch: () => unknown;
};

/** Reads a list page by page; `items` are those of all pages so far. */
export function useReadPages<P extends ZodType, Q extends ZodType, B extends ZodType, R extends ZodType<Paged>>(
  endpoint: Endpoint<P, Q, B, R>, input: CallInput<P, Q, B>, options?: ReadOptions,
): Pages<z.output<R>['items'][number], z.output<R>> {
  const asked = useMoment(endpoint, requestOf(input));
  const read = useInfiniteQuery({
    queryKey: ['pages', ...readKey(endpoint, asked)],
    queryFn: async ({ pageParam }) => (await send(endpoint, { ...asked, query: { ...objectOf(asked.query), ...(pageParam === null ? {} : { cursor: pageParam }) } }, '')) as z.output<R>, // checked by the server
    initialPageParam: null as string | null, // else its type would be null alone
    getNextPageParam: (last) => last.nextCursor,
    enabled: options?.enabled ?? true,
    placeholderData: keepPreviousData,
  });
  return {
    items: read.data?.pages.flatMap((page) => page.items) ?? [],
    first: read.data?.pages[0],
    more: read.hasNextPage,
    loadMore: () => void read.fetchNextPage(),
    isPending: read.isPending,
    isFetching: read.isFetching,
    error: read.error,
    refetch: read.refetch,
  };
}

function useMoment(endpoint: Endpoint, input: AnyInput): AnyInput {
  const asOf = useShownMoment();
  if (asOf === null || !knowsAsOf(endpoint)) return input;
  return { ...input, query: { asOf, ...objectOf(input.query) } };
}

export function knowsAsOf(endpoint: Endpoint): boolean {
  return endpoint.query instanceof ZodObject && 'asOf' in endpoint.query.shape;
}

export type ActOptions<Reply, Input> = {
  readonly onDone?: (reply: Reply, input: Input) => unknown;
  /** Whether what is on screen is read again afterwards; true unless said otherwise. */
  readonly refresh?: boolean;
};
export type Act<Input, Reply> = {
  /** Starts the act; its outcome is in the other members. */
  readonly act: (input: Input) => void;
  /** The same, for callers that go on afterwards. */
  readonly actAsync: (input: Input) => Promise<Reply>;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly reply: Reply | undefined;
  readonly reset: () => void;
};

/**
 * An act with its key: made when the act begins, reused while it is sent again after no answer, also when the person
 * presses the button again with the same input. Refused while the screen shows a past moment.
 */
export function useAct<P extends ZodType, Q extends ZodType, B extends ZodType, R extends ZodType>(
  endpoint: Endpoint<P, Q, B, R>, options: ActOptions<z.output<R>, CallInput<P, Q, B>> = {},
): Act<CallInput<P, Q, B>, z.output<R>> {
  const client = useQueryClient();
  const asOf = useShownMoment();
  const pending = useRef<{ request: string; key: string } | null>(null);
  const mutation = useMutation<z.output<R>, Error, CallInput<P, Q, B>>({
    mutationFn: async (input) => {
      if (asOf !== null && endpoint.may.open !== true) throw new Problem(409, 'looking-back', i18next.t('ui:asOf.noActs'));
      const sent = requestOf(input);
      const request = JSON.stringify(readKey(endpoint, sent)) + (sent.file?.name ?? '');
      if (pending.current?.request !== request) pending.current = { request, key: newKey() };
      const reply = await send(endpoint, sent, pending.current.key).catch((error: unknown) => {
        if (!isUnanswered(error)) pending.current = null;
        throw error;
      });
      pending.current = null;
      return reply as z.output<R>; // the server checked its reply against the same schema
    },
    retry: (failures, error) => failures < 2 && isUnanswered(error),
    onSuccess: async (reply, input) => {
      if (options.refresh !== false) void readAgain(client);
      await options.onDone?.(reply, input);
    },
  });
  return { act: mutation.mutate, actAsync: mutation.mutateAsync, isPending: mutation.isPending, error: mutation.error, reply: mutation.data, reset: mutation.reset };
}
