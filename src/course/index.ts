export { createCourse, type CourseOptions, type CourseRoom } from './course.kind.ts';
export { courseTexts } from './text.ts';
