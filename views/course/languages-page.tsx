import type { VNode } from 'preact';
import type { Lack, PackageCompleteness, TextRow } from '../../src/course/completeness.rules.ts';
import type { PageFrame } from '../../src/http/frame.ts';
import { LOCALES, type Translate } from '../../src/i18n/index.ts';
import type { DraftText } from '../../src/questions/question.rules.ts';
import { Layout } from '../layout.tsx';
import { State } from '../parts/note.tsx';
import { LocalText, wordsIn } from './local-text.tsx';

interface LanguagesPageProps {
  frame: PageFrame;
  /** The course, and the themes that it offers. */
  packages: (PackageCompleteness & { title: DraftText })[];
}

type Written = PackageCompleteness['written'];

function lackIn(t: Translate, { kind, of, missing }: Lack): string {
  const what = t(`course:languages.what.${kind}`);
  const languages = missing.map(locale => t(`course:language.${locale}`));
  const list = new Intl.ListFormat(t.locale, { type: 'conjunction' }).format(languages);
  return t('course:languages.lack', { what: of === null ? what : `${what} ${of}`, languages: list });
}

function Counts({ t, written }: { t: Translate; written: Written }): VNode {
  return (
    <>
      {LOCALES.map(locale => {
        const { written: done, total } = written[locale];
        return (
          <td data-label={t(`course:languages.name.${locale}`)}>
            <State tone={done === total ? 'good' : 'warn'}>
              {t('course:languages.count', { done, total })}
            </State>
          </td>
        );
      })}
    </>
  );
}

function nameOf(t: Translate, { module, step }: TextRow): VNode {
  if (step && module) return <LocalText t={t} text={step.title} />;
  if (module)
    return (
      <strong>
        <LocalText t={t} text={module.title} />
      </strong>
    );
  return <strong>{t('course:languages.package')}</strong>;
}

/** Only rows that lack something are told one by one; of a complete package the last row says all. */
function PackageTable({ t, one }: { t: Translate; one: LanguagesPageProps['packages'][number] }): VNode {
  const lacking = one.rows.filter(({ lacks }) => lacks.length > 0);
  return (
    <div class="table">
      <table class="cards completeness">
        <caption>{wordsIn(one.title, t.locale)}</caption>
        <thead>
          <tr>
            <th scope="col">{t('course:languages.place')}</th>
            {LOCALES.map(locale => (
              <th scope="col">{t(`course:languages.name.${locale}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lacking.map(row => (
            <tr>
              <th scope="row">
                {nameOf(t, row)}
                <ul class="brief small">
                  {row.lacks.map(lack => (
                    <li>{lackIn(t, lack)}</li>
                  ))}
                </ul>
              </th>
              <Counts t={t} written={row.written} />
            </tr>
          ))}
          <tr>
            <th scope="row">{t('course:languages.all')}</th>
            <Counts t={t} written={one.written} />
          </tr>
        </tbody>
      </table>
    </div>
  );
}

/** Which texts are still to be written in which language. */
export function LanguagesPage({ frame, packages }: LanguagesPageProps): VNode {
  const { t } = frame;
  return (
    <Layout frame={frame} title={t('course:languages.title')} lead={t('course:languages.lead')}>
      {packages.map(one => (
        <PackageTable t={t} one={one} />
      ))}
      <p class="actions">
        <a class="button" href={`${frame.base ?? ''}/dashboard`}>
          {t('course:feedback.back')}
        </a>
      </p>
    </Layout>
  );
}
