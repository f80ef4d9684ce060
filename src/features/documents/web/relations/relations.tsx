import { ActionIcon, Button, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useAct, useRead } from '../../../../ui/api.ts';
import { useT } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { ProblemNote } from '../../../../ui/notes.tsx';
import { PageSection } from '../../../../ui/page.tsx';
import { useMay } from '../../../../ui/session.ts';
import { may } from '../../permissions.ts';
import { addRelation, listRelations, removeRelation, zRelationSeen } from '../../relations/contract.ts';
import { DocumentPicker } from '../pickers.tsx';
import type { DocumentDetail } from '../words.tsx';
import classes from './relations.module.css';

/** What this document hangs together with, seen from it; those who write it add, take back, and take up what its text mentions. */
export function Relations({ document }: { readonly document: DocumentDetail }): ReactNode {
  const t = useT('relations');
  const mayWrite = useMay(may.writeDocuments) && document.retiredAt === null;
  const [adding, setAdding] = useState(false);
  const read = useRead(listRelations, { params: { id: document.id } });
  const add = useAct(addRelation, { onDone: () => setAdding(false) });
  const remove = useAct(removeRelation);
  if (read.data === undefined) return <ProblemNote error={read.error} retry={read.refetch} />;
  const { items, mentioned } = read.data;
  if (items.length === 0 && !mayWrite) return null;
  const types = zRelationSeen.options.filter((type) => items.some((item) => item.type === type));
  return (
    <PageSection title={t('title')} actions={mayWrite && !adding && <Button variant="default" size="xs" onClick={() => setAdding(true)}>{t('add')}</Button>}>
      {items.length === 0 && <p className="soft">{t('none')}</p>}
      <dl className={classes.groups}>
        {types.map((type) => (
          <div key={type} className={classes.group}>
            <dt>{t(`type.${type}`)}</dt>
            <dd>{items.filter((item) => item.type === type).map((item) => (
              <span key={item.id} className={classes.one}>
                <ScreenLink to={`/procedures/${item.document.id}`}><span className="number">{item.document.number}</span> {item.document.title}</ScreenLink>
                {mayWrite && <ActionIcon className="no-print" variant="subtle" size="sm" color="gray" aria-label={t('remove', { type: t(`type.${type}`), number: item.document.number })} loading={remove.isPending} onClick={() => remove.act({ params: { id: item.id } })}><IconX size={14} aria-hidden="true" /></ActionIcon>}
              </span>
            ))}</dd>
          </div>
        ))}
      </dl>
      {mayWrite && mentioned.length > 0 && (
        <p className={`${classes.mentioned} no-print`}>
          <span>{t('mentioned')}</span>
          {mentioned.map((other) => <Button key={other.id} variant="default" size="compact-sm" title={other.title} loading={add.isPending} onClick={() => add.act({ params: { id: document.id }, body: { type: 'refers_to', otherId: other.id } })}>{t('mention', { number: other.number })}</Button>)}
        </p>
      )}
      {adding && <AddForm onSave={(type, otherId) => add.act({ params: { id: document.id }, body: { type, otherId } })} onCancel={() => { add.reset(); setAdding(false); }} isPending={add.isPending} />}
      <ProblemNote error={add.error ?? remove.error} />
    </PageSection>
  );
}

type Seen = (typeof zRelationSeen.options)[number];
type FormProps = { readonly onSave: (type: Seen, otherId: string) => void; readonly onCancel: () => void; readonly isPending: boolean };

function AddForm({ onSave, onCancel, isPending }: FormProps): ReactNode {
  const t = useT('relations');
  const [type, setType] = useState<Seen>('refers_to');
  const [otherId, setOtherId] = useState<string | null>(null);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    if (otherId !== null) onSave(type, otherId);
  };
  return (
    <form className={`${classes.form} no-print`} onSubmit={save}>
      <Select label={t('kind')} value={type} allowDeselect={false} data={zRelationSeen.options.map((option) => ({ value: option, label: t(`type.${option}`) }))} onChange={(value) => setType(zRelationSeen.catch('refers_to').parse(value))} />
      <DocumentPicker label={t('other')} value={otherId} onChange={setOtherId} required />
      <Button type="submit" loading={isPending} disabled={otherId === null}>{t('save')}</Button>
      <Button variant="default" onClick={onCancel}>{t('cancel')}</Button>
    </form>
  );
}
