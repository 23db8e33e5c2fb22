import type { VNode } from 'preact';
import type { LmsFrame } from '../../src/demo-lms/frame.ts';

interface ToolFrameProps {
  /** The page in the frame; it goes on to the tool. */
  src: string;
  title: string;
  /** An address of the tool: its origin gets what Moodle grants to an activity. The picker gets nothing. */
  toolUrl?: string;
}

/** What Moodle's frame allows (mod/lti/view.php); no sandbox, and no writing to the clipboard. */
const GRANTS = ['microphone', 'camera', 'geolocation', 'midi', 'encrypted-media', 'autoplay'];

/** @returns what a page with a tool in it needs where the LMS keeps data for tools */
export function storageScripts({ hasStorage }: LmsFrame): string[] {
  return hasStorage ? ['demo-lms-storage.js'] : [];
}

/** The tool in the page. */
export function ToolFrame({ src, title, toolUrl }: ToolFrameProps): VNode {
  const allow = toolUrl && GRANTS.map(grant => `${grant} ${new URL(toolUrl).origin}`).join('; ');
  return <iframe id="tool-frame" class="lms-tool" src={src} title={title} allow={allow} allowFullScreen />;
}
