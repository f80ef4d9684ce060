export type Path = 'full' | 'refresher' | 'recertification' | 'practical' | 'notice';
export type Cause = 'hire' | 'transfer' | 'rule' | 'revision' | 'new_document' | 'return' | 'renewal';
export type TrainingState = 'qualified' | 'previous_version' | 'in_window' | 'due' | 'overdue' | 'absent' | 'not_required';
export type Risk = 'critical' | 'high' | 'medium' | 'low';
export type TrainingDecision = 'retrain' | 'refresher' | 'notify' | 'none';

export type TrainingRefusal =
  | 'not-found' | 'not-permitted' | 'assignment-closed' | 'absent-or-left' | 'unknown-section'
  | 'reading-incomplete' | 'reread-first' | 'no-quiz' | 'quiz-passed-already' | 'attempts-used-up' | 'attempt-submitted' | 'unknown-question'
  | 'quiz-not-passed' | 'practical-not-passed' | 'content-damaged' | 'own-attempts' | 'not-locked';
