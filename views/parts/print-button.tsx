import type { VNode } from 'preact';

/** The script's file in views/assets; every page with a PrintButton needs it. */
export const PRINT_SCRIPT = 'print.js';

/** Only a script can print, so without one the button stays away. */
export function PrintButton({ text }: { text: string }): VNode {
  return (
    <div hidden data-print="">
      <p class="actions">
        <button type="button">{text}</button>
      </p>
    </div>
  );
}
