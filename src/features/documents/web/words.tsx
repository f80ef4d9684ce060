import { Badge } from '@mantine/core';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { useT } from '../../../ui/i18n.ts';
import type { getDocument, getVersion, listDocuments, zRisk, zVersionState } from '../contract.ts';
import classes from './documents.module.css';

export type Risk = z.output<typeof zRisk>;
export type VersionState = z.output<typeof zVersionState>;
export type DocumentRow = z.output<typeof listDocuments.reply>['items'][number];
export type DocumentDetail = z.output<typeof getDocument.reply>;
export type VersionRow = DocumentDetail['versions'][number];
export type VersionDetail = z.output<typeof getVersion.reply>;

/** The risk class as a word; weight, not colour, tells critical apart. */
export function RiskWord({ risk }: { readonly risk: Risk }): ReactNode {
  const t = useT('documents');
  return <span className={classes.risk} data-risk={risk}>{t(`risk.${risk}`)}</span>;
}

export function StateWord({ state }: { readonly state: VersionState }): ReactNode {
  const t = useT('documents');
  return <Badge className={classes.state ?? ''} data-state={state} variant="outline" tt="none" fw={600}>{t(`state.${state}`)}</Badge>;
}
