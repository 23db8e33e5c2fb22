import type { VNode } from 'preact';

interface PageHeadProps {
  title: string;
  /** Where the style sheets and scripts are. */
  assets: string;
  /** Style sheets beside the common one. */
  styles?: string[];
  scripts?: string[];
}

/** The head of every document. */
export function PageHead({ title, assets, styles = [], scripts = [] }: PageHeadProps): VNode {
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{title}</title>
      <link rel="icon" href={`${assets}/icon.svg`} />
      {['style.css', ...styles].map(name => (
        <link rel="stylesheet" href={`${assets}/${name}`} />
      ))}
      {scripts.map(name => (
        <script src={`${assets}/${name}`} defer />
      ))}
    </head>
  );
}
