/** How a company of so many people and documents is built. Everything in it follows from these numbers. */
export type WorldSize = {
  readonly people: number; readonly documents: number;
  readonly sites: number; readonly functions: number; readonly leaves: number; readonly rolesPerFunction: number; readonly teams: number;
  /** The teams at the site where the company began; 0: it is no other than the others. */
  readonly oldSite: number;
};

export const TEAM = 12;

export function sizeOf(people: number, documents: number): WorldSize {
  const between = (least: number, value: number, most: number): number => Math.max(least, Math.min(most, Math.floor(value)));
  return { people, documents, sites: between(3, people / 2000, 12), functions: between(4, documents / 500, 20), leaves: 5, rolesPerFunction: 12, teams: Math.ceil(people / TEAM), oldSite: people < 10_000 ? 0 : Math.round(2000 / TEAM) };
}

/** SQL: the same number below `below` for the same `what`, as if by chance. */
export function chance(what: string, salt: number, below: number): string {
  return `(abs(hashtextextended((${what})::text, ${salt}) / 2) % ${below})::int`;
}

export const SITES: readonly (readonly [code: string, name: string, zone: string, days: string])[] = [
  ['CRK', 'Cork', 'Europe/Dublin', '{1,2,3,4,5}'], ['BSL', 'Basel', 'Europe/Zurich', '{1,2,3,4,5}'], ['SJU', 'San Juan', 'America/Puerto_Rico', '{1,2,3,4,5}'], ['SAN', 'San Diego', 'America/Los_Angeles', '{1,2,3,4,5}'],
  ['SIN', 'Singapore', 'Asia/Singapore', '{1,2,3,4,5,6}'], ['HYD', 'Hyderabad', 'Asia/Kolkata', '{1,2,3,4,5,6}'], ['OSA', 'Osaka', 'Asia/Tokyo', '{1,2,3,4,5}'], ['SAO', 'São Paulo', 'America/Sao_Paulo', '{1,2,3,4,5}'],
  ['YYZ', 'Toronto', 'America/Toronto', '{1,2,3,4,5}'], ['MEL', 'Melbourne', 'Australia/Melbourne', '{1,2,3,4,5}'], ['BER', 'Berlin', 'Europe/Berlin', '{1,2,3,4,5}'], ['DXB', 'Dubai', 'Asia/Dubai', '{1,2,3,4,6}'],
];

export const FUNCTIONS = [
  'Aseptic Filling', 'Formulation', 'Packaging', 'Warehouse', 'Quality Control', 'Microbiology', 'Validation', 'Engineering', 'Maintenance', 'Process Development',
  'Regulatory Affairs', 'Clinical Supply', 'Logistics', 'Utilities', 'Purchasing', 'Automation', 'Occupational Safety', 'Training', 'Visual Inspection', 'Batch Release',
];
export const ROLES = ['Operator', 'Senior Operator', 'Technician', 'Senior Technician', 'Analyst', 'Specialist', 'Engineer', 'Scientist', 'Coordinator', 'Supervisor', 'Team Lead', 'Manager'];
export const FIRST = ['Aoife', 'Bram', 'Chiara', 'Deniz', 'Emeka', 'Farah', 'Goran', 'Hanako', 'Ines', 'Jonas', 'Kavya', 'Liam', 'Marta', 'Nadia', 'Olga', 'Pedro', 'Quentin', 'Rosa', 'Samir', 'Tove', 'Uma', 'Viktor', 'Wen', 'Ximena', 'Yusuf', 'Zofia'];
export const LAST = ['Walsh', 'de Vries', 'Russo', 'Yilmaz', 'Okafor', 'Haddad', 'Novak', 'Tanaka', 'Silva', 'Weber', 'Reddy', 'Murphy', 'Kowalska', 'Petrov', 'Lindgren', 'Garcia', 'Dubois', 'Moreno', 'Khan', 'Nilsen', 'Patel', 'Horvat', 'Zhang', 'Torres', 'Demir', 'Wojcik', 'Nolan', 'Keane', 'Fischer'];
export const NOUNS = ['filter', 'autoclave', 'isolator', 'balance', 'reactor', 'pump', 'label', 'pallet', 'glove', 'vial', 'stopper', 'gasket', 'chromatograph', 'freezer', 'sampler', 'centrifuge', 'homogeniser', 'blister', 'conveyor', 'probe'];
export const VERBS = ['Cleaning', 'Calibration', 'Inspection', 'Release', 'Sampling', 'Weighing', 'Sterilisation', 'Documentation', 'Transfer', 'Quarantine'];

/** SQL: an array literal of texts. */
export function texts(values: readonly string[]): string {
  return `array[${values.map((value) => `'${value.replaceAll("'", "''")}'`).join(',')}]::text[]`;
}
