import type { Variant } from '../activities/kind.ts';
import { formatNumber, type Locale } from '../i18n/index.ts';
import type { DraftText } from '../questions/question.rules.ts';
import { hoursOf, listSteps, PACKAGE_KINDS, type CoursePackage } from './course-package.rules.ts';
import { newestPackages, type Packages } from './load-packages.ts';
import { RunSettingsSchema } from './run.rules.ts';
import { courseTexts } from './text.ts';

/** The package that stands first. */
const USUAL = 'foundations';

/** Points of a new column: a whole course is worth more than a theme. */
const POINTS: Readonly<Record<CoursePackage['kind'], number>> = {
  course: 100,
  theme: 10,
  'short-course': 100,
};

/** Of a text that lacks the language: another one of it. */
function wordsIn(text: DraftText, locale: Locale): string {
  return text[locale] ?? text.fi ?? text.sv ?? text.en ?? '';
}

function briefOf(course: CoursePackage, locale: Locale): string {
  const hours = formatNumber(hoursOf(listSteps(course).map(({ step }) => step)), locale, 0);
  return (courseTexts[locale][`variant.${course.kind}`] ?? '').replace('{{hours}}', hours);
}

function variantOf(course: CoursePackage): Variant {
  const { id, version, title, summary, kind } = course;
  return {
    id,
    title: locale => wordsIn(title, locale),
    brief: locale => briefOf(course, locale),
    summary: locale => wordsIn(summary, locale),
    settings: RunSettingsSchema.parse({ package: { package: id, version } }),
    gradeForm: 'completion',
    points: POINTS[kind],
  };
}

function rankOf({ id, kind }: CoursePackage): number {
  return id === USUAL ? -1 : PACKAGE_KINDS.indexOf(kind);
}

/**
 * What a new activity can be a run of: each package in its newest version, with which it stays. The usual course comes
 * first, then other courses, themes and short courses.
 * @throws Error where there is no package at all
 */
export function listVariants(packages: Packages): readonly [Variant, ...Variant[]] {
  const sorted = newestPackages(packages).sort((a, b) => rankOf(a) - rankOf(b));
  const [first, ...others] = sorted.map(variantOf);
  if (!first) throw new Error('There is no course package: config/content/course is empty.');
  return [first, ...others];
}
