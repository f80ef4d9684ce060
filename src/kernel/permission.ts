/** What a person may do in the product (SEC-01). Everyone with an account is a learner. */
export const PRODUCT_ROLES = ['learner', 'manager', 'author', 'approver', 'training_administrator', 'assessor', 'quality', 'inspector', 'system_administrator', 'service'] as const;
export type ProductRole = (typeof PRODUCT_ROLES)[number];

/** A product role, possibly for one site or for one department and all below it. */
export type Grant = { readonly role: ProductRole; readonly siteId: string | null; readonly departmentId: string | null };

/** Who asks: a signed-in person, another system by key, the product itself, or nobody yet. */
export type Principal =
  | { readonly kind: 'person'; readonly id: string; readonly name: string; readonly sessionId: string; readonly grants: readonly Grant[]; /** Somebody reports to them today. */ readonly manages: boolean }
  | { readonly kind: 'service'; readonly id: string; readonly name: string; readonly grants: readonly Grant[] }
  | { readonly kind: 'system'; readonly id: null; readonly name: string; readonly grants: readonly Grant[] }
  | { readonly kind: 'anonymous'; readonly id: null; readonly name: string; readonly grants: readonly Grant[] };

export type Permission = {
  readonly name: string;
  readonly roles: readonly ProductRole[];
  /** Also for anyone about themselves (their own training, their own file). */
  readonly own?: boolean;
  /** Also for the managers of the person concerned. */
  readonly reports?: boolean;
  /** Also without signing in. */
  readonly open?: boolean;
};

/** Whom or what an act concerns, as far as permission depends on it. */
export type Target = {
  readonly personId?: string;
  /** Everyone above the person in the line of management. */
  readonly managerIds?: readonly string[];
  readonly siteId?: string | null;
  /** From the root department down to the one concerned. */
  readonly departmentPath?: readonly string[];
};

/** True when the principal may do this to the target; without a target: when they may do it to something. */
export function permits(principal: Principal, permission: Permission, target?: Target): boolean {
  if (permission.open === true) return true;
  if (principal.kind === 'anonymous') return false;
  if (principal.kind === 'system') return true;
  if (principal.grants.some((grant) => permission.roles.includes(grant.role) && (target === undefined || covers(grant, target)))) return true;
  if (principal.kind !== 'person') return false;
  if (permission.own === true && (target === undefined || target.personId === principal.id)) return true;
  if (permission.reports !== true) return false;
  return target === undefined ? principal.manages : target.managerIds !== undefined && target.managerIds.includes(principal.id);
}

function covers(grant: Grant, target: Target): boolean {
  if (grant.siteId !== null && target.siteId !== undefined && grant.siteId !== target.siteId) return false;
  if (grant.departmentId !== null && target.departmentPath !== undefined && !target.departmentPath.includes(grant.departmentId)) return false;
  return true;
}

/** The part of the organisation in which the principal holds the permission by role; null when nowhere. */
export type Scope = 'all' | { readonly siteIds: readonly string[]; readonly departmentIds: readonly string[] };

export function scopeOf(principal: Principal, permission: Permission): Scope | null {
  if (principal.kind === 'system') return 'all';
  const grants = principal.grants.filter((grant) => permission.roles.includes(grant.role));
  if (grants.length === 0) return null;
  if (grants.some((grant) => grant.siteId === null && grant.departmentId === null)) return 'all';
  return {
    siteIds: grants.flatMap((grant) => (grant.siteId === null ? [] : [grant.siteId])),
    departmentIds: grants.flatMap((grant) => (grant.departmentId === null ? [] : [grant.departmentId])),
  };
}
