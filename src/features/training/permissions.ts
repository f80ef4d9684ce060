import type { Permission } from '../../kernel/permission.ts';

export const may = {
  train: { name: 'training.train', roles: [], own: true },
  allowAttempts: { name: 'training.allow-attempts', roles: ['training_administrator', 'quality'], reports: true },
  readTraining: { name: 'training.read', roles: ['training_administrator', 'assessor', 'quality', 'inspector', 'approver', 'service'], own: true, reports: true },
  readOverview: { name: 'training.overview', roles: ['manager', 'author', 'approver', 'training_administrator', 'assessor', 'quality', 'inspector', 'service'], reports: true },
  writeTasks: { name: 'training.write-tasks', roles: ['training_administrator'] },
  previewImpact: { name: 'training.preview', roles: ['author', 'approver', 'training_administrator', 'quality'] },
  assess: { name: 'training.assess', roles: ['assessor'] },
  readAssessors: { name: 'training.read-assessors', roles: ['author', 'approver', 'training_administrator', 'assessor', 'quality', 'inspector'] },
  nameAssessors: { name: 'training.name-assessors', roles: ['quality'] },
  supervise: { name: 'training.supervise', roles: ['training_administrator', 'quality'], reports: true },
  requestExtension: { name: 'training.request-extension', roles: ['training_administrator'], reports: true },
  decideExtension: { name: 'training.decide-extension', roles: ['quality'] },
  readRecurrence: { name: 'training.read-recurrence', roles: ['learner', 'manager', 'author', 'approver', 'training_administrator', 'assessor', 'quality', 'inspector', 'system_administrator', 'service'] },
  setRecurrence: { name: 'training.set-recurrence', roles: ['quality'] },
  previewException: { name: 'training.preview-exception', roles: ['training_administrator', 'quality'] },
  previewMoves: { name: 'training.preview-moves', roles: ['training_administrator', 'system_administrator', 'service'] },
  readHealth: { name: 'training.matrix-health', roles: ['training_administrator', 'quality', 'inspector', 'service'] },
  reviewSweeps: { name: 'training.review-sweeps', roles: ['training_administrator', 'quality'] },
  sweep: { name: 'training.sweep', roles: ['training_administrator', 'system_administrator', 'service'] },
} as const satisfies Record<string, Permission>;
