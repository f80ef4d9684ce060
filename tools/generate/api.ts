import { PRODUCT_ROLES, type Permission } from '../../src/kernel/permission.ts';
import type { Endpoint } from '../../src/kernel/endpoint.ts';
import { openTestApp } from '../../test/kit/app.ts';

/** What the running application says of itself: the permission matrix and the description of the API. */
export async function generateApi(): Promise<{ file: string; text: string }[]> {
  const { app, endpoints, close } = await openTestApp();
  try {
    await app.ready();
    const openapi = app.swagger();
    return [
      { file: 'docs/generated/permissions.md', text: permissionsPage(endpoints) },
      { file: 'docs/generated/openapi.json', text: `${JSON.stringify(openapi, null, 1)}\n` },
    ];
  } finally {
    await close();
  }
}

const SHORT: Readonly<Record<string, string>> = { learner: 'Lrn', manager: 'Mgr', author: 'Aut', approver: 'App', training_administrator: 'Trn', assessor: 'Ass', quality: 'Qua', inspector: 'Ins', system_administrator: 'Sys', service: 'Svc' };

function permissionsPage(endpoints: readonly Endpoint[]): string {
  const areas = [...new Set(endpoints.map((endpoint) => endpoint.area))].toSorted();
  const legend = PRODUCT_ROLES.map((role) => `${SHORT[role]} ${role.replaceAll('_', ' ')}`).join(' · ');
  return [
    '# Who may do what', '',
    'Written from the contracts by `npm run generate`; a test calls every endpoint with every role and compares (SEC-01).',
    'Roles are scoped by site and department. `own`: anyone for themselves. `reports`: managers for those below them. `open`: without signing in.', '',
    legend, '',
    ...areas.flatMap((area) => [`## ${area}`, '', `| Endpoint | What it does | Permission | ${PRODUCT_ROLES.map((role) => SHORT[role]).join(' | ')} | Also |`, `|---|---|---|${':-:|'.repeat(PRODUCT_ROLES.length)}---|`, ...endpoints.filter((endpoint) => endpoint.area === area).map(rowOf), '']),
  ].join('\n');
}

function rowOf({ method, path, summary, may }: Endpoint): string {
  return `| \`${method} ${path}\` | ${summary} | \`${may.name}\` | ${PRODUCT_ROLES.map((role) => (may.roles.includes(role) ? '●' : '')).join(' | ')} | ${alsoOf(may)} |`;
}

function alsoOf(may: Permission): string {
  return [may.open === true ? 'open' : '', may.own === true ? 'own' : '', may.reports === true ? 'reports' : ''].filter((word) => word !== '').join(', ');
}
