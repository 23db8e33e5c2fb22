export { renewPseudonymKey } from './pseudonym.store.ts';
export {
  createSelfAssessment,
  type SelfAssessment,
  type SelfAssessmentOptions,
} from './self-assessment.kind.ts';
export { createResearchRouter, type ResearchOptions } from './research/research.routes.ts';
export { selfAssessmentTexts } from './text.ts';
