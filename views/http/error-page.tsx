import type { ComponentChildren, VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';
import type { TextParams, Translate } from '../../src/i18n/index.ts';
import { Layout } from '../layout.tsx';
import { Note } from '../parts/note.tsx';

interface ErrorPageProps {
  frame: PageFrame;
  /** `room/what-happened`; its texts are `room:error.what-happened.title` and `.help`. */
  code: string;
  params: TextParams;
  requestId: string;
  children?: ComponentChildren;
}

function textOf(t: Translate, code: string, part: 'title' | 'help', params: TextParams): string {
  const [room = '', what = ''] = code.split('/');
  return t.find(`${room}:error.${what}.${part}`, params) ?? t(`http:error.unexpected.${part}`, params);
}

/** What happened, what is safe, what to do; the code small beneath, for the helpdesk. */
export function ErrorPage({ frame, code, params, requestId, children }: ErrorPageProps): VNode {
  const { t } = frame;
  return (
    <Layout frame={frame} title={textOf(t, code, 'title', params)} isRefusal>
      <Note tone="warn" role="alert">
        <p>{textOf(t, code, 'help', params)}</p>
      </Note>
      {children}
      <p class="small">
        {t('http:error.code')}: <code>{code}</code> · {t('http:error.request')}: <code>{requestId}</code>
      </p>
    </Layout>
  );
}
