import type { VNode } from 'preact';
import type { PageFrame } from '../../../src/http/frame.ts';
import type { DraftText } from '../../../src/questions/question.rules.ts';
import type { ItemKind } from '../../../src/self-assessment/instruments/items.rules.ts';
import { Layout } from '../../layout.tsx';
import { Note } from '../../parts/note.tsx';
import { DraftTextIn } from './draft-text.tsx';
import { instrumentPath } from './paths.ts';

export interface RemovePageProps {
  frame: PageFrame;
  copyId: string;
  itemId: string;
  kind: ItemKind;
  /** Its texts, and those of all that goes with it. */
  texts: DraftText[];
  /** What it said when this page was opened. */
  mark: string;
  /** Somebody else changed it since: nothing was removed. */
  isChanged?: boolean;
}

/** Shows what would be lost, before it is. */
export function RemovePage(props: RemovePageProps): VNode {
  const { frame, copyId, itemId, kind, texts, mark, isChanged } = props;
  const { t } = frame;
  const name = t(`self-assessment:instruments.kind.${kind}`);
  return (
    <Layout frame={frame} title={t('self-assessment:instruments.remove.title', { name })}>
      {isChanged && (
        <Note tone="warn" title={t('self-assessment:instruments.conflict.title')} role="alert">
          <p>{t('self-assessment:instruments.remove.changed')}</p>
        </Note>
      )}
      <ul>
        {texts.map(text => (
          <li>
            <DraftTextIn t={t} text={text} />
          </li>
        ))}
      </ul>
      <p>{t('self-assessment:instruments.remove.help')}</p>
      <form method="post" action={instrumentPath(frame, copyId, `remove/${itemId}`)}>
        <input type="hidden" name="mark" value={mark} />
        <div class="actions">
          <button type="submit" class="primary">
            {t('self-assessment:instruments.remove')}
          </button>
          <a href={`${instrumentPath(frame, copyId)}#${itemId}`}>{t('self-assessment:instruments.back')}</a>
        </div>
      </form>
    </Layout>
  );
}
