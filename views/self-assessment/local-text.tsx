import type { VNode } from 'preact';
import type { Translate } from '../../src/i18n/index.ts';
import type { LentText } from '../../src/self-assessment/instrument.rules.ts';

/** An instrument's text for the reader; marked with its language where another one stands in for theirs. */
export function LocalTextIn({ t, text }: { t: Translate; text: LentText }): VNode {
  const lender = text.lent?.[t.locale];
  const words = text[t.locale];
  return lender ? <span lang={lender}>{words}</span> : <>{words}</>;
}
