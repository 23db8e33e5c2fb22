import type { VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';
import type { Overview } from '../../src/self-assessment/answers.rules.ts';
import { Layout } from '../layout.tsx';
import { Note } from '../parts/note.tsx';
import { AreaList } from './area-list.tsx';
import { LocalTextIn } from './local-text.tsx';
import { pathOf } from './paths.ts';
import { SAVE_SCRIPT, SaveState } from './save-state.tsx';

interface CheckPageProps {
  frame: PageFrame;
  overview: Overview;
  queueKey: string;
  /** Someone tried to send while statements were missing. */
  isRefused?: boolean;
}

function MissingNote({ frame, overview, isRefused }: CheckPageProps): VNode {
  const { t } = frame;
  const { missing } = overview;
  return (
    <Note
      tone="warn"
      title={t('self-assessment:check.missing', { count: missing.length })}
      {...(isRefused ? { role: 'alert' as const } : {})}
    >
      <p>{t('self-assessment:check.missing.help')}</p>
      <ul class="missing">
        {missing.map(({ area, statement }) => (
          <li>
            <a href={pathOf(frame, `area/${area.id}#${statement.id}`)}>
              {statement.id} · <LocalTextIn t={t} text={statement.text} />
            </a>
          </li>
        ))}
      </ul>
    </Note>
  );
}

function SendForm({ frame }: { frame: PageFrame }): VNode {
  const { t } = frame;
  return (
    <form id="form" method="post" action={pathOf(frame, 'submit')}>
      <Note tone="good" title={t('self-assessment:check.complete')}>
        <p>{t('self-assessment:check.complete.help')}</p>
      </Note>
      <p>{t('self-assessment:check.after')}</p>
      <p class="actions">
        <button type="submit" class="primary">
          {t('self-assessment:check.send')}
        </button>
      </p>
    </form>
  );
}

/** The last look before sending: what is missing, each with a link, or the button. */
export function CheckPage(props: CheckPageProps): VNode {
  const { frame, overview, queueKey } = props;
  const { t } = frame;
  const [first] = overview.missing;
  return (
    <Layout
      frame={frame}
      title={t('self-assessment:check.title')}
      lead={t('self-assessment:progress', { answered: overview.answered, total: overview.total })}
      scripts={[SAVE_SCRIPT]}
    >
      <SaveState frame={frame} queueKey={queueKey} />
      {first && <MissingNote {...props} />}
      <AreaList frame={frame} areas={overview.areas} isOpen={true} />
      {!first && <SendForm frame={frame} />}
      {first && (
        <p class="actions">
          <a class="button primary" href={pathOf(frame, `area/${first.area.id}#${first.statement.id}`)}>
            {t('self-assessment:check.to-missing')}
          </a>
        </p>
      )}
    </Layout>
  );
}
