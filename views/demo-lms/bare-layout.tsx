import type { ComponentChildren, VNode } from 'preact';
import type { BareFrame } from '../../src/demo-lms/frame.ts';

interface BareLayoutProps {
  frame: BareFrame;
  title: string;
  /** The file in views/assets that moves this page on. */
  script: string;
  children?: ComponentChildren;
}

/** A page that stands in a frame for a moment. */
export function BareLayout({ frame, title, script, children }: BareLayoutProps): VNode {
  return (
    <html lang={frame.t.locale}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="stylesheet" href={`${frame.assets}/style.css`} />
        <script src={`${frame.assets}/${script}`} defer />
      </head>
      <body>
        <main id="content">{children}</main>
      </body>
    </html>
  );
}
