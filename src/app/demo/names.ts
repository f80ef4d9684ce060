import type { Company } from './content.ts';
import { randomOf } from './random.ts';

/** Where a site's own names stand in the list of first names, which goes from region to region as that of last names does. */
const HOME: Readonly<Record<string, readonly [number, number]>> = { CRK: [0, 19], SAN: [20, 50], AKL: [51, 62] };

/** Gives each person a name and an address that nobody else has. */
export function nameMaker({ firstNames, lastNames, organisation }: Company): (site: string, number: string) => { readonly name: string; readonly email: string } {
  const taken = new Set<string>();
  return (site, number) => {
    const random = randomOf('name', number);
    const [low, high] = HOME[site] ?? [0, firstNames.length - 1];
    for (;;) {
      const first = random.chance(0.55) ? random.whole(low, high) : random.whole(0, firstNames.length - 1);
      const near = Math.round((first * (lastNames.length - 1)) / (firstNames.length - 1)) + random.whole(-5, 5);
      const last = Math.min(lastNames.length - 1, Math.max(0, near));
      const [given = '', family = ''] = [firstNames[first], lastNames[last]];
      const email = `${plain(given)}.${plain(family)}@${organisation.emailDomain}`;
      if (taken.has(email)) continue;
      taken.add(email);
      return { name: `${given} ${family}`, email };
    }
  };
}

function plain(name: string): string {
  return name.normalize('NFD').replaceAll(/[^A-Za-z-]/gu, '').toLowerCase();
}
