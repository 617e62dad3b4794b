import {find} from './dom.ts';
import {showSections} from './sections.ts';
import {openSettings} from './settings-page.ts';
import {Wire} from './wire.ts';
import {followCalls, followMeta, recordEvents, recordFetch} from './wire-sources.ts';

// Before the element's own script runs, which comes after this one.
const wire = new Wire();
recordFetch(wire);
recordEvents(wire);
followMeta(wire);
followCalls(wire);

// Its element is on the page whatever is shown, and must not tell anything before somebody listens.
openSettings(wire, report);
showSections(
  {
    settings: async () => undefined,
    console: async () => (await import('./console.ts')).openConsole(report),
    link: async () => (await import('./phone-link.ts')).openPhoneLink(wire, report),
    theming: async () => (await import('./theming.ts')).openTheming(),
    wire: async () => (await import('./wire-list.ts')).openWire(wire, report),
    outcomes: async () => (await import('./outcomes.ts')).openOutcomes(report),
    code: async () => (await import('./snippets.ts')).openCode(wire),
  },
  report,
);

function report(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  find('problem', HTMLParagraphElement).textContent = `${message}. Is the service still running?`;
}
