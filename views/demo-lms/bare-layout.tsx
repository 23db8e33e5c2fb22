import type { ComponentChildren, VNode } from 'preact';
import type { BareFrame } from '../../src/demo-lms/frame.ts';
import { PageHead } from '../parts/page-head.tsx';

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
      <PageHead title={title} assets={frame.assets} scripts={[script]} />
      <body>
        <main id="content">{children}</main>
      </body>
    </html>
  );
}
