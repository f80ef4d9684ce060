import type { Text } from '../../../../../ui/i18n.ts';
import type { Section } from '../types.ts';

export function anchorOf(ordinal: number): string {
  return `section-${ordinal}`;
}

/** "6.2 Media fills", or its place when it has neither number nor heading. */
export function nameOf(section: Pick<Section, 'number' | 'heading' | 'ordinal'>, t: Text<'training'>): string {
  const name = [section.number, section.heading].filter((part) => part !== null && part !== '').join(' ');
  return name === '' ? t('reader.section', { ordinal: section.ordinal + 1 }) : name;
}
