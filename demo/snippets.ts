import {colored} from './colored.ts';
import {copy} from './copy.ts';
import {curlOf} from './curl.ts';
import {find, make, say} from './dom.ts';
import manageRouteSource from './host/manage-session-route.ts?raw';
import sessionRouteSource from './host/session-route.ts?raw';
import webhookSource from './host/verify-webhook.ts?raw';
import {WhatsAppSettings} from './react/whatsapp-settings.jsx';
import reactSource from './react/whatsapp-settings.jsx?raw';
import type {Wire} from './wire.ts';

interface Snippet {
  id: string;
  title: string;
  note: string;
  code: string;
  /** What the code makes, where that can be looked at. */
  result?: Element;
}

/** The section "Code": this page, its routes, how webhooks are checked; each as it runs here. */
export function openCode(wire: Wire): void {
  const element = document.querySelector('#settings zavu-partner-invite');
  const script = document.querySelector<HTMLScriptElement>('script[src*="/embed/"]');
  const manager = find('console-element', HTMLTemplateElement).content.firstElementChild;
  if (!element || !script) throw new Error('The page embeds no element.');

  const snippets: Snippet[] = [
    {
      id: 'html-code',
      title: 'HTML',
      note: 'The element on the settings page. Nothing else is needed.',
      code: `${writeScript(script)}\n\n${writeTag(element)}`,
    },
    {
      id: 'route-code',
      title: 'Node',
      note: 'The route behind session-url: POST /demo/api/whatsapp-session.',
      code: sessionRouteSource.trim(),
    },
    {
      id: 'curl-code',
      title: 'curl',
      note: 'The same call from a shell: what this page’s backend has just sent.',
      code: curlOf(
        wire.follow(() => undefined),
        location.origin,
      ),
    },
    {
      id: 'react-code',
      title: 'React',
      note: 'A component without a wrapper. Below, this very file as it runs.',
      code: reactSource.trim(),
      result: WhatsAppSettings({
        sessionUrl: '/demo/api/whatsapp-session',
        onConnected: () => say('The React component was told.'),
      }),
    },
    {
      id: 'webhook-code',
      title: 'Is a webhook genuine?',
      note: 'Asked by this page’s backend before it believes one.',
      code: webhookSource.trim(),
    },
    {
      id: 'manage-code',
      title: 'The console: HTML',
      note: 'The same element, for your own staff.',
      code: manager ? writeTag(manager) : '',
    },
    {
      id: 'manage-route-code',
      title: 'The console: Node',
      note: 'Its route, POST /demo/api/manage-session.',
      code: manageRouteSource.trim(),
    },
  ];
  find('snippets', HTMLDivElement).replaceChildren(...snippets.map(renderSnippet));
}

function renderSnippet({id, title, note, code, result}: Snippet): HTMLElement {
  const heading = make('h2', '', title);
  heading.id = `${id}-title`;
  const button = make('button', 'plain', 'Copy ', make('span', 'unseen', title));
  button.type = 'button';
  button.addEventListener('click', () => void copy(code, button));
  const shown = make('code', '', ...colored(code));
  shown.id = id;
  const box = make('pre', '', shown);
  Object.assign(box, {tabIndex: 0, role: 'region', ariaLabel: title});
  return make(
    'section',
    'block snippet',
    make('div', 'title', heading, button),
    make('p', 'quiet', note),
    box,
    ...(result ? [make('div', 'stage', result)] : []),
  );
}

const writeScript = ({src}: HTMLScriptElement) => `<script type="module" src="${src}"></script>`;

function writeTag(element: Element): string {
  const attributes = [...element.attributes].map(({name, value}) => `\n  ${name}="${value}"`).join('');
  return `<${element.localName}${attributes}\n></${element.localName}>`;
}
