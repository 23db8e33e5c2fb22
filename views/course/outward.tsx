import type { VNode } from 'preact';
import type { Translate } from '../../src/i18n/index.ts';

/** A link that leads out of the LMS's frame. */
export function Outward({ t, href, text }: { t: Translate; href: string; text: string }): VNode {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {text} <span class="small">({t('course:outward')})</span>
    </a>
  );
}
