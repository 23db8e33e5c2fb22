import type { VNode } from 'preact';
import type { Occasion } from '../../../src/course/days/occasion.rules.ts';
import type { PageFrame } from '../../../src/http/frame.ts';
import { Layout } from '../../layout.tsx';
import { pathOf } from '../paths.ts';
import { titleIn } from './occasion-words.tsx';

interface RemovePageProps {
  frame: PageFrame;
  occasion: Occasion;
  signedUp: number;
}

/** Says what happens to those who signed up, before an occasion is removed. */
export function RemovePage({ frame, occasion, signedUp }: RemovePageProps): VNode {
  const { t } = frame;
  return (
    <Layout frame={frame} title={t('course:days.remove.title')} lead={titleIn(t, occasion)}>
      <p>{t(signedUp > 0 ? 'course:days.remove.told' : 'course:days.remove.nobody', { count: signedUp })}</p>
      <form method="post" action={pathOf(frame, `days/${occasion.id}/remove`)}>
        <p class="actions">
          <button type="submit" class="primary">
            {t('course:days.remove.press')}
          </button>
          <a href={pathOf(frame, 'days')}>{t('course:days.back')}</a>
        </p>
      </form>
    </Layout>
  );
}
