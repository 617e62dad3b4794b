import {
  createElement,
  forwardRef,
  type HTMLAttributes,
  type ReactNode,
  useEffect,
  useImperativeHandle,
  useRef,
} from 'react';
import './define.ts';
import type {PartnerInviteEventMap} from './events.ts';
import type {PartnerInviteElement} from './partner-invite-element.ts';

const properties = [
  'sessionUrl',
  'fetchClientSecret',
  'token',
  'apiUrl',
  'mode',
  'flow',
  'locale',
  'theme',
  'loading',
  'appearance',
  'messages',
] as const;

const events = {
  onReady: 'zavu-ready',
  onConnectStart: 'zavu-connect-start',
  onStatusChanged: 'zavu-status-changed',
  onConnected: 'zavu-connected',
  onFailed: 'zavu-failed',
  onError: 'zavu-error',
} as const;

type Properties = {[Name in (typeof properties)[number]]?: PartnerInviteElement[Name] | undefined};
type Listeners = {
  [Name in keyof typeof events]?: ((event: PartnerInviteEventMap[(typeof events)[Name]]) => void) | undefined;
};

/** The properties of `<zavu-partner-invite>`, a listener for each event, and what any HTML element takes. */
export interface PartnerInviteProps
  extends Properties, Listeners, Omit<HTMLAttributes<PartnerInviteElement>, 'onError'> {
  children?: ReactNode;
}

/** `<zavu-partner-invite>` for React 17 to 19. The element itself is the `ref`. */
export const PartnerInvite = forwardRef<PartnerInviteElement, PartnerInviteProps>(
  function PartnerInvite(props, ref) {
    const own = useRef<PartnerInviteElement>(null);
    const latest = useRef<PartnerInviteProps>({});
    useImperativeHandle(ref, () => own.current as PartnerInviteElement, []);

    useEffect(() => {
      // Before React 19 only text arrives, as attributes.
      for (const name of properties)
        if (props[name] !== latest.current[name]) Object.assign(own.current ?? {}, {[name]: props[name]});
      latest.current = props;
    });

    useEffect(() => {
      const listening = new AbortController();
      for (const [prop, type] of Object.entries(events) as [keyof Listeners, keyof PartnerInviteEventMap][]) {
        const listener = (event: Event): void => (latest.current[prop] as EventListener | undefined)?.(event);
        own.current?.addEventListener(type, listener, {signal: listening.signal});
      }
      return () => listening.abort();
    }, []);

    const taken = new Set<string>([...properties, ...Object.keys(events), 'className', 'children']);
    const rest = Object.fromEntries(Object.entries(props).filter(([name]) => !taken.has(name)));
    return createElement('zavu-partner-invite', {...rest, class: props.className, ref: own}, props.children);
  },
);
