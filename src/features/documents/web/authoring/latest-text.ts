import { useQuery } from '@tanstack/react-query';
import { call } from '../../../../ui/api.ts';
import { getWriting, putWriting } from '../../authoring/contract.ts';

/** Before a draft is signed for review, the version gets all that was written; `ready` when that is done, or refused. */
export function useLatestText(versionId: string, on: boolean): { readonly ready: boolean; readonly error: Error | null } {
  const bring = useQuery({
    queryKey: ['latest text', versionId],
    queryFn: async () => {
      const writing = await call(getWriting, { params: { id: versionId } });
      return writing.ahead && writing.mayWrite ? (await call(putWriting, { params: { id: versionId }, body: {} })).contentSha256 : null;
    },
    enabled: on, staleTime: 0, gcTime: 0, retry: false,
  });
  return { ready: !bring.isFetching && (bring.isSuccess || bring.isError), error: bring.error };
}
