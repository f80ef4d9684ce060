import type { Permission } from '../../kernel/permission.ts';

export const may = {
  readOrganisation: { name: 'people.read-organisation', roles: ['learner', 'service', 'manager', 'author', 'approver', 'training_administrator', 'assessor', 'quality', 'inspector', 'system_administrator'] },
  manageOrganisation: { name: 'people.manage-organisation', roles: ['training_administrator', 'system_administrator', 'service'] },
  /** Who holds it by role sees that part of the organisation; everybody else themselves and those below them. */
  listPeople: { name: 'people.list', roles: ['manager', 'author', 'approver', 'training_administrator', 'assessor', 'quality', 'inspector', 'system_administrator', 'service'], own: true, reports: true },
  readPerson: { name: 'people.read', roles: ['approver', 'training_administrator', 'assessor', 'quality', 'inspector', 'system_administrator', 'service'], own: true, reports: true },
  managePeople: { name: 'people.manage', roles: ['training_administrator', 'system_administrator', 'service'] },
  /** Directories write people by SCIM (HR-01); what they may not do by themselves waits for somebody (HR-02). */
  manageDirectories: { name: 'people.manage-directories', roles: ['system_administrator'] },
  confirmDirectories: { name: 'people.confirm-directories', roles: ['system_administrator', 'training_administrator'] },
  /** Letting a held roster through, and setting from which share on it is held. */
  confirmRoster: { name: 'people.confirm-roster', roles: ['training_administrator', 'quality'] },
  /** Who sees the held files may also discard them: that changes nobody. */
  seeHeldRoster: { name: 'people.see-held-roster', roles: ['training_administrator', 'quality', 'system_administrator'] },
} as const satisfies Record<string, Permission>;
