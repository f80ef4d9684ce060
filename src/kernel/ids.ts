/** An id of one kind of thing: a UUID that the type checker will not let stand for another kind. */
export type Id<Noun extends string> = string & { readonly __noun?: Noun };

export type PersonId = Id<'Person'>;
export type SiteId = Id<'Site'>;
export type DepartmentId = Id<'Department'>;
export type JobRoleId = Id<'JobRole'>;
export type DocumentId = Id<'Document'>;
export type VersionId = Id<'DocumentVersion'>;
export type ModuleId = Id<'Module'>;
export type RuleId = Id<'MatrixRule'>;
export type ObligationId = Id<'Obligation'>;
export type AssignmentId = Id<'Assignment'>;
export type RecordId = Id<'TrainingRecord'>;
export type SignatureId = Id<'Signature'>;
