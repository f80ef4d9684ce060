import type { ReactNode } from 'react';
import { SelectFilter, type FilterProps } from '../../../ui/filters.tsx';
import { useDepartmentOptions } from './pickers.tsx';

export function DepartmentFilter(props: FilterProps): ReactNode {
  return <SelectFilter {...props} options={useDepartmentOptions()} />;
}
