import i18next from 'i18next';

/** What the server, or the way to it, answered instead of a reply (RFC 9457): a code for the program and a sentence for the reader. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  /** Fields of the form that were refused, with the reason. */
  readonly fields: readonly { readonly field: string; readonly message: string }[];
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(status: number, code: string, sentence: string, fields: Problem['fields'] = [], facts: Problem['facts'] = {}) {
    super(sentence);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.fields = fields;
    this.facts = facts;
  }
}

/** The sentence to show for anything that was thrown. */
export function sentenceOf(error: unknown): string {
  if (error instanceof Problem) return error.message;
  return i18next.t('ui:problem.unexpected');
}

/** True when nobody knows whether the server did it: the same request with the same key may be sent again. */
export function isUnanswered(error: unknown): boolean {
  return error instanceof Problem && (error.status === 0 || error.status === 502 || error.status === 503 || error.status === 504);
}

/** The refusal for one field of a form, if there is one. */
export function fieldProblem(error: unknown, field: string): string | null {
  if (!(error instanceof Problem)) return null;
  return error.fields.find((refused) => refused.field === field)?.message ?? null;
}

type ProblemBody = { code?: unknown; detail?: unknown; errors?: unknown; facts?: unknown };

export async function problemFrom(response: Response): Promise<Problem> {
  const body: ProblemBody = await response.json().catch(() => ({}));
  const code = typeof body.code === 'string' ? body.code : `http-${response.status}`;
  const sentence = typeof body.detail === 'string' ? body.detail : i18next.t('ui:problem.status', { status: response.status });
  const facts = typeof body.facts === 'object' && body.facts !== null ? { ...body.facts } : {};
  return new Problem(response.status, code, sentence, fieldsOf(body.errors), facts);
}

function fieldsOf(errors: unknown): Problem['fields'] {
  if (!Array.isArray(errors)) return [];
  return errors.flatMap((error: unknown) => {
    if (typeof error !== 'object' || error === null) return [];
    const { field, message } = error as { field?: unknown; message?: unknown }; // any object may be asked for two members
    return typeof field === 'string' && typeof message === 'string' ? [{ field, message }] : [];
  });
}
