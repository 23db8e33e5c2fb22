export { renewPseudonymKey } from './pseudonym.store.ts';
export { createSelfAssessment, type SelfAssessmentOptions } from './self-assessment.kind.ts';
export { selfAssessmentTexts } from './text.ts';
