import type { ComponentChildren, VNode } from 'preact';
import type { Locale, TextKey, Translate } from '../../src/i18n/index.ts';
import type { Area, LentText } from '../../src/self-assessment/instrument.rules.ts';

interface LocalTextProps {
  t: Translate;
  text: LentText;
  /** Within a line, where no new sentence begins. */
  isLower?: boolean;
}

/** An instrument's text for the reader; marked with its language where another one stands in for theirs. */
export function LocalTextIn({ t, text, isLower = false }: LocalTextProps): VNode {
  const lender = lenderOf(t, text);
  const words = isLower ? text[t.locale].toLocaleLowerCase(lender ?? t.locale) : text[t.locale];
  return lender ? <span lang={lender}>{words}</span> : <>{words}</>;
}

/** @returns the language that stands in for the reader's, for an element that is nothing but this text */
export function lenderOf(t: Translate, text: LentText): Locale | undefined {
  return text.lent?.[t.locale];
}

/** Characters that no text holds (Unicode's private use): each is the place of one part. */
const FIRST_PLACE = 0xe000;
const PLACE = /([\ue000-\ue0ff])/;

interface SentenceProps {
  t: Translate;
  name: TextKey;
  params?: Record<string, string>;
  /** What stands in the sentence and may be in another language. */
  parts: Record<string, ComponentChildren>;
}

/** A sentence of the tool around an instrument's texts. */
export function SentenceWith({ t, name, params, parts }: SentenceProps): VNode {
  const nodes = Object.values(parts);
  const places = Object.keys(parts).map((key, i) => [key, String.fromCharCode(FIRST_PLACE + i)]);
  const pieces = t(name, { ...params, ...(Object.fromEntries(places) as Record<string, string>) }).split(
    PLACE,
  );
  return <>{pieces.map((one, i) => (i % 2 === 0 ? one : nodes[one.charCodeAt(0) - FIRST_PLACE]))}</>;
}

/** An area's letter and name. */
export function AreaNameIn({
  t,
  area: { id, title },
}: {
  t: Translate;
  area: Pick<Area, 'id' | 'title'>;
}): VNode {
  const parts = { title: <LocalTextIn t={t} text={title} /> };
  return <SentenceWith t={t} name="self-assessment:area.heading" params={{ area: id }} parts={parts} />;
}
