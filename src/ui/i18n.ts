import i18next from 'i18next';
import { useCallback } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';

/**
 * Each feature adds its catalogue here by declaration merging, in its web/en.ts:
 * `declare module '../../../ui/i18n.ts' { interface Catalogues { people: typeof en } }`. Keys are then checked.
 */
export interface Catalogues {} // oxlint-disable-line typescript/no-empty-object-type -- filled by declaration merging

type Plural = '_zero' | '_one' | '_two' | '_few' | '_many' | '_other';
type WithoutPlural<Key> = Key extends `${infer Name}${Plural}` ? Name : Key;
export type TextKey<Namespace extends string> = Namespace extends keyof Catalogues ? WithoutPlural<keyof Catalogues[Namespace]> & string : string;
export type Values = Readonly<Record<string, string | number | null | undefined>>;
export type Text<Namespace extends string> = (key: TextKey<Namespace>, values?: Values) => string;

/** The texts of one catalogue, in the reader's language. `{{count}}` picks the plural form. */
export function useT<Namespace extends string>(namespace: Namespace): Text<Namespace> {
  const { t } = useTranslation(namespace);
  return useCallback((key, values) => String(t(key as never, values as never)), [t]); // keys are checked by Text; i18next's own key types are not used
}

/** Text by full key ("people:title"), for screens that are listed as data. */
export function useText(): (key: string, values?: Values) => string {
  const { t } = useTranslation();
  return useCallback((key, values) => String(t(key as never, values as never)), [t]); // as above
}

export function startTexts(catalogues: Readonly<Record<string, Readonly<Record<string, string>>>>, locale: string): void {
  void i18next.use(initReactI18next).init({
    lng: locale,
    fallbackLng: 'en',
    resources: { en: catalogues },
    defaultNS: 'ui',
    keySeparator: false,
    interpolation: { escapeValue: false },
    initAsync: false,
    react: { useSuspense: false },
  });
}
