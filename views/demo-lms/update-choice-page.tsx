import type { VNode } from 'preact';
import type { LmsFrame } from '../../src/demo-lms/frame.ts';
import type { DemoTool } from '../../src/demo-lms/state.ts';
import { LmsLayout } from './lms-layout.tsx';

interface UpdateChoicePageProps {
  frame: LmsFrame;
  /** The registration link that was typed. */
  url: string;
  /** Those of the same host. */
  tools: DemoTool[];
}

/** Moodle's question when a tool of the same host is registered already: update that one, or make another. */
export function UpdateChoicePage({ frame, url, tools }: UpdateChoicePageProps): VNode {
  const { t } = frame;
  return (
    <LmsLayout
      frame={frame}
      title={t('demo-lms:update')}
      lead={t('demo-lms:update.lead')}
      trail={[{ href: '/tools', text: t('demo-lms:tools') }]}
    >
      <form method="post" action="/tools">
        <input type="hidden" name="url" value={url} />
        <ul class="lms-activities">
          {tools.map(tool => (
            <li class="lms-activity">
              <div>
                <p class="lms-activity-name">{tool.name}</p>
                <p class="small">{t('demo-lms:update.update-help')}</p>
              </div>
              <button type="submit" class="primary" name="choice" value={tool.id}>
                {t('demo-lms:update.update')} <span class="visually-hidden">{tool.name}</span>
              </button>
            </li>
          ))}
          <li class="lms-activity">
            <p class="small">{t('demo-lms:update.new-help')}</p>
            <button type="submit" name="choice" value="new">
              {t('demo-lms:update.new')}
            </button>
          </li>
        </ul>
      </form>
    </LmsLayout>
  );
}
