import { AppError } from '../kit/errors.ts';
import type { DeepLinkingResponder } from './deep-linking.types.ts';
import type { Platforms } from './platform.ts';
import type { Provider } from './provider.ts';

/** @throws AppError `lti/not-deep-linking` (409) for a launch that did not ask for links */
export function createDeepLinkingResponder(platforms: Platforms, provider: Provider): DeepLinkingResponder {
  return {
    async sign(session, items) {
      const platform = await platforms.find(session.platformId);
      const { deepLinking } = session;
      if (!deepLinking || platform?.status !== 'active')
        throw new AppError('lti/not-deep-linking', { status: 409 });
      const jwt = await provider.signDeepLinking(platform, {
        deploymentId: session.deploymentId,
        acceptTypes: deepLinking.acceptTypes,
        acceptMultiple: deepLinking.acceptMultiple,
        data: deepLinking.data,
        items,
      });
      return { returnUrl: deepLinking.returnUrl, jwt };
    },
  };
}
