/** Time zones the browser knows, by IANA name; UTC is not among what browsers list. */
export function zones(): string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
}
