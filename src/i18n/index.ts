export * from './locale.ts';
export * from './format.ts';
export * from './translate.ts';
