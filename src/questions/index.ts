export { readAnswers, type AnswersForm } from './answer.forms.ts';
export { presentQuestion, reviewAnswer, type AnswerReview, type AskedQuestion } from './asking.rules.ts';
export {
  FILE_FORMATS,
  FILE_TYPES,
  decodeFile,
  exportQuestions,
  importQuestions,
  type FileFormat,
} from './file-formats.ts';
export type { ImportNote, ImportResult } from './importing.rules.ts';
export { languageOf, missingLanguages, textIn } from './languages.rules.ts';
export { loadQuestions } from './load-questions.ts';
export {
  feedbackOf,
  markAnswer,
  type GivenAnswer,
  type GivenAnswers,
  type Mark,
  type Told,
} from './marking.rules.ts';
export {
  DraftQuestionSchema,
  DraftQuestionSetSchema,
  DraftTextSchema,
  LIMITS as QUESTION_LIMITS,
  QuestionSchema,
  QuestionSetSchema,
  type DraftQuestion,
  type DraftQuestionSet,
  type DraftText,
  type LocalText,
  type Question,
  type QuestionKind,
  type QuestionSet,
} from './question.rules.ts';
export { questionsTexts } from './text.ts';
