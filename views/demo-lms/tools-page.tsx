import type { VNode } from 'preact';
import type { LmsFrame } from '../../src/demo-lms/frame.ts';
import type { DemoTool } from '../../src/demo-lms/state.ts';
import { describe, Field } from '../parts/field.tsx';
import { State } from '../parts/note.tsx';
import { LmsLayout } from './lms-layout.tsx';

function Tool({ frame, tool }: { frame: LmsFrame; tool: DemoTool }): VNode {
  const { t } = frame;
  const isActive = tool.status === 'active';
  return (
    <li class="lms-activity">
      <div>
        <p class="lms-activity-name" id={`tool-${tool.id}`}>
          {tool.name}
        </p>
        <p class="small">{tool.domain}</p>
        <p>
          <State tone={isActive ? 'good' : 'warn'}>
            {t(isActive ? 'demo-lms:tool.active' : 'demo-lms:tool.pending')}
          </State>
        </p>
      </div>
      {!isActive && (
        <form method="post" action={`/tools/${tool.id}/activate`}>
          <button type="submit" class="primary" aria-describedby={`tool-${tool.id}`}>
            {t('demo-lms:activate')}
          </button>
        </form>
      )}
    </li>
  );
}

/** The site admin's list of tools, and where a new one is registered. */
export function ToolsPage({ frame, tools }: { frame: LmsFrame; tools: DemoTool[] }): VNode {
  const { t } = frame;
  const help = t('demo-lms:register.help');
  return (
    <LmsLayout frame={frame} title={t('demo-lms:tools')}>
      {tools.length === 0 ? (
        <p>{t('demo-lms:no-tools')}</p>
      ) : (
        <ul class="lms-activities">
          {tools.map(tool => (
            <Tool frame={frame} tool={tool} />
          ))}
        </ul>
      )}
      <h2>{t('demo-lms:register')}</h2>
      <form method="post" action="/tools">
        <Field id="url" label={t('demo-lms:register.url')} help={help}>
          <input
            id="url"
            name="url"
            type="url"
            required
            maxLength={2000}
            autocomplete="off"
            {...describe('url', help)}
          />
        </Field>
        <button type="submit">{t('demo-lms:register.start')}</button>
      </form>
    </LmsLayout>
  );
}
