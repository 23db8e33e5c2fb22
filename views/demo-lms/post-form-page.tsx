import type { VNode } from 'preact';
import type { BareFrame } from '../../src/demo-lms/frame.ts';
import type { PostForm } from '../../src/demo-lms/launches.ts';
import { BareLayout } from './bare-layout.tsx';

/** A form that posts itself; without script one presses its button. */
export function PostFormPage({ frame, form }: { frame: BareFrame; form: PostForm }): VNode {
  const { t } = frame;
  return (
    <BareLayout frame={frame} title={t('demo-lms:opening')} script="demo-lms-post.js">
      <form method="post" action={form.url} id="post-form">
        <p role="status">{t('demo-lms:opening')}</p>
        {Object.entries(form.params).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <button type="submit" class="primary">
          {t('demo-lms:continue')}
        </button>
      </form>
    </BareLayout>
  );
}
