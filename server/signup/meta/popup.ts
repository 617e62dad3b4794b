import type {MetaConfig} from '../../config.ts';
import type {PopupLaunch} from '../provider.ts';

/** The same dialog as `dialogUrl`, for `FB.login`. */
export function popupLaunch(meta: MetaConfig, extras: Record<string, unknown>): PopupLaunch {
  return {
    sdkUrl: meta.sdkUrl,
    appId: meta.appId,
    configId: meta.configId,
    graphVersion: meta.graphVersion,
    extras,
    dialogOrigin: new URL(meta.dialogUrl).origin,
    redirectUri: meta.popup?.redirectUri ?? 'omit',
  };
}
