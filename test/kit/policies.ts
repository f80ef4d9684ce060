import type { z } from 'zod';
import { listPolicies, proposePolicy, signPolicy, type zPolicy } from '../../src/features/documents/policy/contract.ts';
import type { Risk } from '../../src/features/documents/types.ts';
import { PASSWORD, type Company } from './company.ts';

type Settings = z.output<typeof zPolicy>;

/** Quality signs a policy that differs from the present one in these settings. */
export async function putPolicy({ quality }: Company, risk: Risk, change: Partial<Settings>, reason = 'as the test needs it'): Promise<void> {
  const { items } = await quality.client.call(listPolicies, { query: {} });
  const current = items.find((item) => item.risk === risk);
  if (current === undefined) throw new Error(`no policy for ${risk}`);
  const settings = { ...current.settings, ...change };
  const { statement } = await quality.client.call(proposePolicy, { params: { risk }, body: { settings } });
  await quality.client.call(signPolicy, { params: { risk }, body: { settings, reason, statement, password: PASSWORD } });
}
