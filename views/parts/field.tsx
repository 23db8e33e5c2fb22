import type { ComponentChildren, VNode } from 'preact';
import type { Translate } from '../../src/i18n/index.ts';

interface FieldProps {
  id: string;
  label: ComponentChildren;
  help?: string | undefined;
  /** The fault's text, in the reader's language. */
  fault?: string | undefined;
  children: ComponentChildren;
}

/** A labelled field; give the input `id` and `{...describe(id, help, fault)}`. */
export function Field({ id, label, help, fault, children }: FieldProps): VNode {
  return (
    <div class={fault ? 'field faulty' : 'field'}>
      <label for={id}>{label}</label>
      {help && (
        <p class="help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {fault && (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
      {children}
    </div>
  );
}

/** @returns the attributes that tie an input to its help and its fault. */
export function describe(id: string, help?: string, fault?: string): Record<string, string | undefined> {
  const ids = [help && `${id}-help`, fault && `${id}-fault`].filter(Boolean).join(' ');
  return { 'aria-describedby': ids || undefined, 'aria-invalid': fault ? 'true' : undefined };
}

/** The list of faults at the top of a form, each a link to its field. @param faults field id -> text */
export function FaultSummary({ t, faults }: { t: Translate; faults: Record<string, string> }): VNode | null {
  const rows = Object.entries(faults);
  if (rows.length === 0) return null;
  return (
    <div class="note bad" role="alert" id="faults">
      <span class="sign" aria-hidden="true">
        ×
      </span>
      <div>
        <p class="note-title">{t('http:error.summary')}</p>
        <ul>
          {rows.map(([id, text]) => (
            <li>
              <a href={`#${id}`}>{text}</a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
