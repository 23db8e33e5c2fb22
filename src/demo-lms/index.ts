export { createDemoLms } from './demo-lms.ts';
export type { DemoLms, DemoLmsOptions, LaunchOptions } from './demo-lms.ts';
export { createDemoLmsStore } from './demo-lms.store.ts';
export type { DemoLmsStore } from './demo-lms.store.ts';
export { demoLmsTexts } from './text.ts';
export type {
  DemoCourse,
  DemoGrade,
  DemoLineItem,
  DemoLink,
  DemoPerson,
  DemoPersonInput,
  DemoState,
  DemoTool,
} from './state.ts';
export type { Claims, MessageType } from './claims.ts';
export type { CallFault, CallName, RecordedCall } from './calls.ts';
export type { PostForm } from './launches.ts';
