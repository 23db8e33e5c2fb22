export { createCourse, type CourseOptions } from './course.kind.ts';
export { courseTexts } from './text.ts';
