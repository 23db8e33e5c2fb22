import type { VNode } from 'preact';
import type { PageFrame } from '../../../src/http/frame.ts';
import { LOCALES, type Locale } from '../../../src/i18n/index.ts';
import type { FileFormat } from '../../../src/questions/file-formats.ts';
import type { ImportNote } from '../../../src/questions/importing.rules.ts';
import { Layout } from '../../layout.tsx';
import { describe, Field } from '../../parts/field.tsx';
import { Note } from '../../parts/note.tsx';
import { instrumentPath } from './paths.ts';

export interface ImportPageProps {
  frame: PageFrame;
  copyId: string;
  /** Of the draft's questions. */
  count: number;
  values: { format: FileFormat; locale: Locale; text: string };
  /** Why nothing was taken, by line of the file. */
  notes?: ImportNote[];
  fault?: 'nothing' | 'full' | undefined;
}

const FORMATS: FileFormat[] = ['moodle-xml', 'gift', 'csv'];

function Faults({ frame, notes = [] }: ImportPageProps): VNode | null {
  const { t } = frame;
  if (notes.length === 0) return null;
  return (
    <Note tone="bad" title={t('self-assessment:instruments.import.refused')} role="alert">
      <ul>
        {notes.map(({ line, why, params }) => (
          <li>
            {t('self-assessment:instruments.import.line', { line })} {t(why, params)}
          </li>
        ))}
      </ul>
    </Note>
  );
}

function Choices({ frame, values }: ImportPageProps): VNode {
  const { t } = frame;
  return (
    <>
      <fieldset class="field">
        <legend>{t('self-assessment:instruments.import.format')}</legend>
        {FORMATS.map(format => (
          <label class="choice">
            <input type="radio" name="format" value={format} checked={values.format === format} />
            {t(`self-assessment:instruments.format.${format}`)}
          </label>
        ))}
      </fieldset>
      <Field
        id="language"
        label={t('self-assessment:instruments.import.language')}
        help={t('self-assessment:instruments.import.language.help')}
      >
        <select
          id="language"
          name="language"
          {...describe('language', t('self-assessment:instruments.import.language.help'))}
        >
          {LOCALES.map(locale => (
            <option value={locale} selected={values.locale === locale}>
              {t(`http:language.${locale}`)}
            </option>
          ))}
        </select>
      </Field>
    </>
  );
}

function Exports({ frame, copyId, count }: ImportPageProps): VNode {
  const { t } = frame;
  return (
    <section>
      <h2>{t('self-assessment:instruments.export.title')}</h2>
      {count === 0 ? (
        <p>{t('self-assessment:instruments.export.none')}</p>
      ) : (
        <>
          <p>{t('self-assessment:instruments.export.help')}</p>
          <ul class="additions">
            {FORMATS.map(format => (
              <li>
                <a class="button" href={instrumentPath(frame, copyId, `export/${format}`)}>
                  {t(`self-assessment:instruments.format.${format}`)}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** Questions from a file or from pasted text, all or none; and the same as files. */
export function ImportPage(props: ImportPageProps): VNode {
  const { frame, copyId, values, fault } = props;
  const { t } = frame;
  const faultText = fault && t(`self-assessment:instruments.import.fault.${fault}`);
  const help = t('self-assessment:instruments.import.text.help');
  return (
    <Layout
      frame={frame}
      title={t('self-assessment:instruments.import.title')}
      lead={t('self-assessment:instruments.import.lead')}
    >
      <Faults {...props} />
      <form
        method="post"
        action={instrumentPath(frame, copyId, 'import')}
        encType="multipart/form-data"
        autocomplete="off"
      >
        <Choices {...props} />
        <Field id="file" label={t('self-assessment:instruments.import.file')} fault={faultText}>
          <input id="file" name="file" type="file" {...describe('file', undefined, faultText)} />
        </Field>
        <Field id="text" label={t('self-assessment:instruments.import.text')} help={help}>
          <textarea id="text" name="text" rows={8} {...describe('text', help)}>
            {values.text}
          </textarea>
        </Field>
        <div class="actions">
          <button type="submit" class="primary">
            {t('self-assessment:instruments.import')}
          </button>
          <a href={`${instrumentPath(frame, copyId)}#check`}>{t('self-assessment:instruments.back')}</a>
        </div>
      </form>
      <Exports {...props} />
    </Layout>
  );
}
