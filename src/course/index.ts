export { checkContent, CONTENT_USAGE, type ContentCheck } from './check-content.ts';
export { createCourse, type CourseOptions } from './course.kind.ts';
export { courseTexts } from './text.ts';
