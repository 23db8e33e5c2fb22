import type { VNode } from 'preact';

interface ToolFrameProps {
  /** The page in the frame; it goes on to the tool. */
  src: string;
  title: string;
  /** An address of the tool: its origin gets what Moodle grants to an activity. The picker gets nothing. */
  toolUrl?: string;
}

/** What Moodle's frame allows (mod/lti/view.php); no sandbox, and no writing to the clipboard. */
const GRANTS = ['microphone', 'camera', 'geolocation', 'midi', 'encrypted-media', 'autoplay'];

/** The tool in the page. */
export function ToolFrame({ src, title, toolUrl }: ToolFrameProps): VNode {
  const allow = toolUrl && GRANTS.map(grant => `${grant} ${new URL(toolUrl).origin}`).join('; ');
  return <iframe id="tool-frame" class="lms-tool" src={src} title={title} allow={allow} allowFullScreen />;
}
