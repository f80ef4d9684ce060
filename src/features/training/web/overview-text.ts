import { useT, type TextKey, type Values } from '../../../ui/i18n.ts';

/** The texts of the overview screens: part of this feature's catalogue at run time, typed by their own file. */
export function useOverviewT(): (key: TextKey<'overview'>, values?: Values) => string {
  return useT<string>('training');
}
