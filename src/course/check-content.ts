import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../config/root.ts';
import { LOCALES } from '../i18n/index.ts';
import { completenessOf, type Lack, type Written } from './completeness.rules.ts';
import type { CoursePackage } from './course-package.rules.ts';
import { loadPackages, loadReadings } from './load-packages.ts';

export const CONTENT_USAGE = `Checks course packages and says what they lack (docs/course-packages.md).

  npm run --silent content              the tool's own, config/content
  npm run --silent content -- <folder>  another folder of that form, with course/ and perhaps readings/ in it

Exit code 1 when something is faulty. A missing language is no fault: it is shown in another one.`;

/** What the check found. */
export interface ContentCheck {
  /** The packages with their completeness. */
  lines: string[];
  /** Rows `file:line: path: message`; empty: the tool would start with this folder. */
  faults: string[];
}

const percent = ({ written, total }: Written): string =>
  total === 0 ? '–' : `${String(Math.floor((100 * written) / total))} %`;

function lackLine({ kind, of, missing }: Lack): string {
  return `${of === null ? kind : `${kind} ${of}`}: ${missing.join(', ')}`;
}

function linesOf(one: CoursePackage): string[] {
  const { rows, written } = completenessOf(one);
  const name = `${one.id}@${String(one.version)}`;
  const counts = LOCALES.map(locale => `${locale} ${percent(written[locale]).padStart(5)}`).join('  ');
  const lacking = rows.flatMap(({ module, step, lacks }) => {
    const place = [module?.id, step?.id].filter(Boolean).join('/') || 'course.json';
    return lacks.map(lack => `    ${place}: lacks ${lackLine(lack)}`);
  });
  return [`${name.padEnd(32)}  ${counts}`, ...lacking];
}

/**
 * Reads every package of a folder as the start does.
 * @param folder holds `course/`, and perhaps `readings/`; the tool's own content unless given
 */
export function checkContent(folder = join(ROOT, 'config/content')): ContentCheck {
  const root = join(folder, 'course');
  if (!existsSync(root)) return { lines: [], faults: [`${root}: there is no such folder`] };
  try {
    const packages = loadPackages(root, loadReadings(join(folder, 'readings')));
    return { lines: [...packages.values()].flatMap(linesOf), faults: [] };
  } catch (error) {
    return { lines: [], faults: (error as Error).message.split('\n') };
  }
}
