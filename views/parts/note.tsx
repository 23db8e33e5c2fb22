import type { ComponentChildren, VNode } from 'preact';

export type Tone = 'info' | 'good' | 'warn' | 'bad';
const SIGNS: Record<Tone, string> = { info: 'i', good: '✓', warn: '!', bad: '×' };

interface NoteProps {
  tone?: Tone;
  title?: string;
  children?: ComponentChildren;
  /** `alert` for what a screen reader must say at once, `status` for what it may say when idle. */
  role?: 'alert' | 'status';
}

/** A panel that stands out: a sign and a word beside the colour. */
export function Note({ tone = 'info', title, children, role }: NoteProps): VNode {
  return (
    <div class={`note ${tone}`} role={role}>
      <span class="sign" aria-hidden="true">
        {SIGNS[tone]}
      </span>
      <div>
        {title && <p class="note-title">{title}</p>}
        {children}
      </div>
    </div>
  );
}

/** A state in a table or a line: sign, word and colour. */
export function State({ tone, children }: { tone: Tone; children: ComponentChildren }): VNode {
  return (
    <span class={`state ${tone}`}>
      <span class="sign" aria-hidden="true">
        {SIGNS[tone]}
      </span>{' '}
      {children}
    </span>
  );
}
