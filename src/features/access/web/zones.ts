/** Every time zone the browser knows, the reader's own first, written so that a city can be found by typing it. */
export function zoneOptions(): { value: string; label: string }[] {
  const own = ownZone();
  const zones = [own, ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== own)];
  return zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
}

export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Locales offered for a site: how dates and numbers are written there. */
const LOCALES = ['en-IE', 'en-GB', 'en-US', 'en-IN', 'en-SG', 'de-DE', 'de-AT', 'de-CH', 'fr-FR', 'fr-CH', 'es-ES', 'es-MX', 'it-IT', 'nl-NL', 'da-DK', 'sv-SE', 'pl-PL', 'pt-BR', 'ja-JP'];

export function localeOptions(): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(navigator.language, { type: 'language' });
  const own = navigator.language;
  return [...new Set([own, ...LOCALES])].map((locale) => ({ value: locale, label: `${names.of(locale) ?? locale} (${new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(0)})` }));
}
