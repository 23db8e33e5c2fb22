export { checkContent, CONTENT_USAGE, type ContentCheck } from './check-content.ts';
export { createCourse, type CourseOptions, type CourseRoom } from './course.kind.ts';
export { courseTexts } from './text.ts';
