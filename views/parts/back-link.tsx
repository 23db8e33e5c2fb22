import type { VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';

/** The way from an activity inside another back to that one. */
export function BackLink({ frame }: { frame: PageFrame }): VNode | null {
  const { t, base = '', back } = frame;
  if (!back) return null;
  return (
    <nav class="launch-head back" aria-label={t(back.text, { title: back.title })}>
      <a href={`${base}/${back.path}`}>
        <span aria-hidden="true">←</span> {t(back.text, { title: back.title })}
      </a>
    </nav>
  );
}
