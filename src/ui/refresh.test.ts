import assert from 'node:assert/strict';
import { test } from 'node:test';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { readAgain } from './refresh.ts';

test('what was being read for the first time during an act is read again after it', async () => {
  const client = new QueryClient();
  const answers = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  let asked = 0;
  const observer = new QueryObserver(client, { queryKey: ['text'], queryFn: () => answers[asked++]?.promise ?? 'asked too often' });
  const stop = observer.subscribe(() => undefined);
  const again = readAgain(client);
  answers[0]?.resolve('before the act');
  answers[1]?.resolve('after the act');
  await again;
  assert.equal(observer.getCurrentResult().data, 'after the act');
  assert.equal(asked, 2);
  stop();
  client.clear();
});
