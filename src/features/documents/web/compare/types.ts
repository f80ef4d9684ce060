import type { z } from 'zod';
import type { compareVersions } from '../../compare/contract.ts';

export type Comparison = z.output<typeof compareVersions.reply>;
export type Entry = Comparison['entries'][number];
export type SectionName = NonNullable<Entry['old']>;
