import { Router } from 'express';
import { parseBody, sendPage } from '../http/index.ts';
import { RegisterPage } from '../../views/demo-lms/register-page.tsx';
import { UpdateChoicePage } from '../../views/demo-lms/update-choice-page.tsx';
import { ToolsPage } from '../../views/demo-lms/tools-page.tsx';
import { lmsFrame, requireAdmin } from './frame.ts';
import { RegisterForm } from './pages.forms.ts';
import type { LmsParts } from './parts.ts';
import { findSameHost } from './registration.rules.ts';
import { allowTools, toolOrigins } from './security-policy.ts';

/** The site admin's pages: the tools, and registering one by its address. */
export function adminRoutes({ core, registration }: LmsParts): Router {
  const { state } = core;
  const router = Router();

  router.get('/tools', (req, res) => {
    requireAdmin(res);
    sendPage(res, ToolsPage, { frame: lmsFrame(req, res, state, '/'), tools: state.tools });
  });

  router.post('/tools', (req, res) => {
    requireAdmin(res);
    const { url, choice } = parseBody(RegisterForm, req);
    const frame = lmsFrame(req, res, state, '/');
    const known = findSameHost(state.tools, url);
    if (known.length > 0 && choice === undefined) {
      sendPage(res, UpdateChoicePage, { frame, url, tools: known });
      return;
    }
    const update = known.find(tool => tool.id === choice)?.id;
    allowTools(res, [...toolOrigins(state), url]);
    sendPage(res, RegisterPage, { frame, src: registration.link(url, update) });
  });

  router.post('/tools/:tool/activate', (req, res) => {
    requireAdmin(res);
    registration.activate(req.params.tool);
    res.redirect(303, '/tools');
  });

  return router;
}
