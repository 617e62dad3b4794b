/* eslint-disable @typescript-eslint/no-floating-promises -- @open-wc/testing types every assertion as a promise */
import {expect} from '@open-wc/testing';
import type {PartnerInviteElement} from '../../widget/partner-invite-element.ts';
import {Clock, letThingsHappen, until} from './support/clock.ts';
import {action, listen, mount, shows, stubOpen, text, unmountAll} from './support/mount.ts';
import {completed, FakeService, type LoggedRequest} from './support/service.ts';
import {hidePage, restoreVisibility} from './support/visibility.ts';

function count(log: LoggedRequest[], route: string): number {
  return log.filter((entry) => entry.route === route).length;
}

/** Loaded, and the stream is open. */
async function live(service: FakeService, element: PartnerInviteElement): Promise<void> {
  await until(() => element.matches(':not(:state(loading))'));
  await until(async () => (await service.openStreams()) === 1);
  // The stream's first message stops the polling.
  await letThingsHappen(30);
}

describe('the connection', () => {
  let clock: Clock;
  let open: ReturnType<typeof stubOpen>;
  beforeEach(() => {
    clock = Clock.install();
    open = stubOpen();
  });
  afterEach(() => {
    unmountAll();
    open.restore();
    clock.uninstall();
    restoreVisibility();
  });

  describe('events', () => {
    it('tells that it is ready, once, and that an account is connected already only so', async () => {
      const service = await FakeService.start(completed);
      const element = mount(service);
      const heard = listen(document.body);
      await live(service, element);
      expect(heard.names).to.deep.equal(['zavu-ready']);
      expect(heard.details[0]).to.deep.include({
        connection: {...(heard.details[0]?.['connection'] as object), ...completed},
      });
    });

    it('tells each change, and the connected account, as it happens', async () => {
      const service = await FakeService.start();
      const element = mount(service);
      const heard = listen(element);
      await live(service, element);
      await service.push({status: 'in_progress', step: 'dialog'});
      await service.push({status: 'in_progress', step: 'register'});
      await service.push(completed);
      await shows(element, 'connected');
      expect(heard.names).to.deep.equal([
        'zavu-ready',
        'zavu-status-changed',
        'zavu-status-changed',
        'zavu-connected',
      ]);
      expect(heard.details[2]).to.include({previousStatus: 'in_progress', currentStatus: 'completed'});
      expect(heard.details[3]?.['connection']).to.include({senderId: 'snd_1'});
    });

    it('tells a failure with its reason', async () => {
      const service = await FakeService.start({status: 'in_progress', step: 'dialog'});
      const element = mount(service);
      const heard = listen(element);
      await live(service, element);
      await service.push({status: 'failed', failureReason: 'fb_cancelled', step: null});
      await shows(element, 'failed');
      expect(heard.names.slice(1)).to.deep.equal(['zavu-status-changed', 'zavu-failed']);
      expect(heard.details[2]).to.include({failureReason: 'fb_cancelled'});
    });

    it('are heard outside of the shadow tree that the element is in', async () => {
      const service = await FakeService.start();
      const host = document.createElement('div');
      document.body.append(host);
      const heard = listen(host);
      host.attachShadow({mode: 'open'}).append(mount(service));
      await until(() => heard.names.includes('zavu-ready'));
      host.remove();
    });

    it('a listener that throws does not stop the element', async () => {
      const service = await FakeService.start();
      const swallow = (event: ErrorEvent): void => event.preventDefault();
      const onerror = window.onerror;
      window.onerror = () => true;
      window.addEventListener('error', swallow);
      const element = mount(service);
      element.addEventListener('zavu-ready', () => {
        throw new Error('from the host');
      });
      await shows(element, 'not-connected');
      window.removeEventListener('error', swallow);
      window.onerror = onerror;
    });
  });

  describe('session', () => {
    it('is asked for once, and goes into the header only', async () => {
      const service = await FakeService.start();
      const element = mount(service);
      await live(service, element);
      const log = await service.requests();
      expect(log.map(({route, authorization = ''}) => `${route} ${authorization}`.trim())).to.deep.equal([
        'POST session',
        'GET connection Bearer secret-1',
        'GET events Bearer secret-1',
      ]);
      expect(element.outerHTML + JSON.stringify({...localStorage, ...sessionStorage})).not.to.include(
        'secret-1',
      );
    });

    it('comes from a function as well, which is called anew with the newest one', async () => {
      const service = await FakeService.start();
      const element = mount(service, {sessionUrl: '', fetchClientSecret: () => Promise.resolve('first')});
      await live(service, element);
      element.fetchClientSecret = () => Promise.resolve('second');
      await service.answer('GET connection', {status: 401, body: {code: 'session_expired', message: '.'}});
      await element.refresh();
      const log = await service.requests('GET connection');
      expect(log.map(({authorization}) => authorization)).to.deep.equal([
        'Bearer first',
        'Bearer first',
        'Bearer second',
      ]);
    });

    it('is renewed when it has run out, unseen', async () => {
      const service = await FakeService.start();
      const element = mount(service);
      const heard = listen(element);
      await live(service, element);
      await service.answer('GET events', {status: 401, body: {code: 'session_expired', message: '.'}});
      await service.endStreams();
      await until(() => {
        clock.tick(500);
        return service.openStreams();
      });
      const log = await service.requests();
      expect(count(log, 'POST session')).to.equal(2);
      expect(log.at(-1)).to.include({route: 'GET events', authorization: 'Bearer secret-2'});
      expect(heard.names).to.deep.equal(['zavu-ready']);
    });

    it('that is refused a second time is refused', async () => {
      const service = await FakeService.start();
      const no = {status: 401, body: {code: 'unauthorized', message: 'No such session.'}};
      await service.answer('GET connection', no, no);
      const element = mount(service);
      const heard = listen(element);
      await shows(element, 'refused');
      expect(heard.details).to.deep.equal([{code: 'unauthorized', message: 'No such session.'}]);
      clock.tick(120_000);
      await letThingsHappen();
      expect(count(await service.requests(), 'GET connection')).to.equal(2);
    });

    const refusals: [string, Parameters<FakeService['answer']>, string, RegExp][] = [
      [
        'the host’s backend',
        ['POST session', {status: 401, body: {}}],
        'session_failed',
        /session-url .*\/session answered 401\. It must answer a POST with {clientSecret}\./,
      ],
      [
        'a session without clientSecret',
        ['POST session', {body: {secret: 'x'}}],
        'session_failed',
        /session-url .*\/session answered 200 without a clientSecret\. It must answer a POST/,
      ],
      [
        'nothing in place of a session',
        ['POST session', {body: 'null'}],
        'session_failed',
        /answered 200 without a clientSecret/,
      ],
      [
        'a page in place of a session',
        ['POST session', {body: '<html>'}],
        'invalid_answer',
        /does not answer JSON/,
      ],
      [
        'the origin',
        ['GET connection', {status: 403, body: {code: 'origin_not_allowed', message: 'Use it from x.'}}],
        'origin_not_allowed',
        /Use it from x/,
      ],
      [
        'a wrong api-url',
        ['GET connection', {status: 404, body: 'Not found'}],
        'invalid_answer',
        /answered 404\. Is api-url right/,
      ],
    ];
    for (const [what, order, code, message] of refusals) {
      it(`a refusal says to the developer what to set right: ${what}`, async () => {
        const service = await FakeService.start();
        await service.answer(...order);
        const element = mount(service);
        const heard = listen(element);
        await shows(element, 'refused');
        expect(heard.names).to.deep.equal(['zavu-error']);
        expect(heard.details[0]?.['code']).to.equal(code);
        expect(heard.details[0]?.['message']).to.match(message);
        action(element, 'Try again').click();
        await shows(element, 'not-connected');
      });
    }

    it('that cannot be fetched is told with the address', async () => {
      const sessionUrl = 'http://localhost:1/session';
      const element = mount(await FakeService.start(), {sessionUrl});
      const heard = listen(element);
      await shows(element, 'offline');
      expect(heard.details[0]).to.deep.equal({
        code: 'network_error',
        message: `${sessionUrl} cannot be reached. Is the service running, and does the page's CSP allow it in connect-src?`,
      });
    });

    for (const isPrevented of [false, true]) {
      it(`an error ${isPrevented ? 'that the host takes stays out of' : 'goes into'} the console`, async () => {
        const {error} = console;
        const written: unknown[][] = [];
        console.error = (...args) => void written.push(args);
        const service = await FakeService.start();
        await service.answer('POST session', {status: 404, body: 'Not found'});
        const element = mount(service);
        element.addEventListener('zavu-error', (event) => isPrevented && event.preventDefault());
        await shows(element, 'refused');
        console.error = error;
        const line = `[zavu-partner-invite] session_failed: session-url ${service.url}/session answered 404. It must answer a POST with {clientSecret}.`;
        expect(written).to.deep.equal(isPrevented ? [] : [[line]]);
      });
    }

    it('that nobody gives is called a mistake, but not before the page had time to', async () => {
      const service = await FakeService.start();
      const element = mount(service, {sessionUrl: ''});
      const heard = listen(element);
      await letThingsHappen(0);
      await until(() => clock.size);
      clock.tick(2_900);
      await letThingsHappen(20);
      expect(heard.names).to.deep.equal([]);
      clock.tick(200);
      await shows(element, 'refused');
      expect(heard.details[0]).to.include({code: 'not_configured'});
      element.sessionUrl = `${service.url}/session`;
      await shows(element, 'not-connected');
    });

    it('is not needed with a token, which is never renewed', async () => {
      const service = await FakeService.start();
      await service.answer('GET connection', {status: 401, body: {code: 'unauthorized', message: '.'}});
      const element = mount(service, {sessionUrl: '', token: 'tok_1'});
      await shows(element, 'refused');
      expect(
        (await service.requests()).map(({route, authorization}) => [route, authorization]),
      ).to.deep.equal([['GET connection', 'Bearer tok_1']]);
    });
  });

  describe('live', () => {
    it('goes on after the last event it saw', async () => {
      const service = await FakeService.start();
      const element = mount(service);
      await live(service, element);
      await service.push({status: 'pending'});
      await service.push({status: 'in_progress', step: 'register'});
      await shows(element, 'in-progress');
      await service.endStreams();
      await until(() => {
        clock.tick(500);
        return service.openStreams();
      });
      const log = await service.requests('GET events');
      expect(log.map(({lastEventId}) => lastEventId)).to.deep.equal([undefined, 'evt_2']);
    });

    it('polls every three seconds while there is no stream, and stops when there is', async () => {
      const service = await FakeService.start();
      await service.answer('GET events', ...Array.from({length: 4}, () => ({status: 503, body: {}})));
      const element = mount(service);
      const heard = listen(element);
      await shows(element, 'not-connected');
      await until(async () => count(await service.requests(), 'GET events') === 1);
      await service.set(completed);
      clock.tick(2_900);
      await letThingsHappen(30);
      expect(count(await service.requests(), 'GET connection')).to.equal(1);
      clock.tick(200);
      await shows(element, 'connected');
      expect(heard.names).to.include('zavu-connected');
      await until(() => {
        clock.tick(30_000);
        return service.openStreams();
      });
      await letThingsHappen();
      const before = count(await service.requests(), 'GET connection');
      clock.tick(40_000);
      await letThingsHappen();
      expect(count(await service.requests(), 'GET connection')).to.equal(before);
    });

    it('takes 45 silent seconds for a dead stream', async () => {
      const service = await FakeService.start();
      const element = mount(service);
      await live(service, element);
      clock.tick(44_000);
      await service.sendRaw(': heartbeat\n\n');
      await letThingsHappen(50);
      clock.tick(44_000);
      expect(await service.openStreams()).to.equal(1);
      clock.tick(1_100);
      await until(async () => (await service.openStreams()) === 0);
      await until(() => {
        clock.tick(500);
        return service.openStreams();
      });
    });

    it('goes offline when it finds nobody, keeps trying, and comes back to where it was', async () => {
      const service = await FakeService.start();
      const element = mount(service);
      const heard = listen(element);
      await live(service, element);
      action(element, 'Connect WhatsApp').click();
      await shows(element, 'waiting');
      const dead = Array.from({length: 12}, () => ({hangUp: true}));
      await service.answer('GET events', ...dead);
      await service.answer('GET connection', ...dead);
      await service.endStreams();
      await until(() => {
        clock.tick(3_000);
        return element.matches(':state(offline)');
      });
      expect(heard.details.at(-1)).to.deep.equal({
        code: 'network_error',
        message: `${service.url}/client/v1/connection cannot be reached. Is the service running, and does the page's CSP allow it in connect-src?`,
      });
      await until(() => {
        clock.tick(5_000);
        return element.matches(':state(waiting)');
      });
    });

    it('tries at once when asked to, or when the network is back', async () => {
      const service = await FakeService.start();
      await service.answer('GET connection', {hangUp: true}, {hangUp: true}, {hangUp: true}, {hangUp: true});
      const element = mount(service);
      await shows(element, 'offline');
      // Browsers repeat a request once by themselves when a kept connection breaks.
      await service.answer('GET connection');
      action(element, 'Try now').click();
      await shows(element, 'not-connected');
      await service.answer('GET connection', {hangUp: true}, {hangUp: true});
      await element.refresh();
      window.dispatchEvent(new Event('online'));
      await until(async () => count(await service.requests(), 'GET connection') >= 4);
    });

    it('waits as long as a rate limit says', async () => {
      const service = await FakeService.start();
      await service.answer('GET connection', {
        status: 429,
        headers: {'Retry-After': '20'},
        body: {code: 'rate_limited', message: '.'},
      });
      const element = mount(service);
      await shows(element, 'offline');
      clock.tick(19_000);
      await letThingsHappen();
      expect(count(await service.requests(), 'GET connection')).to.equal(1);
      clock.tick(1_100);
      await shows(element, 'not-connected');
    });

    it('leaves a hidden page alone, and looks again when it is back', async () => {
      const service = await FakeService.start();
      const element = mount(service);
      await live(service, element);
      hidePage(true);
      clock.tick(31_000);
      await until(async () => (await service.openStreams()) === 0);
      const before = (await service.requests()).length;
      clock.tick(600_000);
      await letThingsHappen();
      expect((await service.requests()).length).to.equal(before);
      await service.set(completed);
      hidePage(false);
      await shows(element, 'connected');
      await until(() => service.openStreams());
    });

    it('believes no old news', async () => {
      const service = await FakeService.start();
      const element = mount(service);
      await live(service, element);
      await service.push({status: 'in_progress', step: 'register'});
      await shows(element, 'in-progress');
      await service.set({status: 'pending', updatedAt: '2026-11-22T09:00:00.000Z'});
      await element.refresh();
      expect(element.matches(':state(in-progress)')).to.equal(true);
    });

    it('believes no messages from other windows', async () => {
      const service = await FakeService.start();
      const element = mount(service);
      const heard = listen(element);
      await live(service, element);
      const forged = [
        {type: 'WA_EMBEDDED_SIGNUP', event: 'FINISH'},
        {status: 'completed'},
        {type: 'zavu-connected', connection: completed},
      ];
      for (const message of forged) window.postMessage(message, '*');
      await letThingsHappen(50);
      expect(heard.names).to.deep.equal(['zavu-ready']);
      expect(element.matches(':state(not-connected)')).to.equal(true);
    });
  });

  describe('as a guest', () => {
    it('leaves nothing behind when it is removed, and works again when it is back', async () => {
      const added: string[] = [];
      const removed: string[] = [];
      const addEventListener = window.addEventListener.bind(window);
      const removeEventListener = window.removeEventListener.bind(window);
      window.addEventListener = (...[type]: [string, ...unknown[]]) => void added.push(type);
      window.removeEventListener = (...[type]: [string, ...unknown[]]) => void removed.push(type);
      const service = await FakeService.start();
      const element = mount(service);
      await live(service, element);
      expect(added, 'listeners on window').to.deep.equal([]);
      element.remove();
      await until(async () => (await service.openStreams()) === 0);
      expect(clock.size, 'timers').to.equal(0);
      const before = (await service.requests()).length;
      clock.tick(600_000);
      hidePage(false);
      await letThingsHappen();
      expect((await service.requests()).length, 'requests').to.equal(before);
      Object.assign(window, {addEventListener, removeEventListener});

      const heard = listen(element);
      await service.set({...completed, updatedAt: '2026-11-22T12:00:00.000Z'});
      document.body.append(element);
      await shows(element, 'connected');
      expect(heard.names).to.deep.equal(['zavu-status-changed', 'zavu-connected']);
    });

    it('can be moved while a click is worked on', async () => {
      const service = await FakeService.start();
      const element = mount(service);
      await live(service, element);
      action(element, 'Connect WhatsApp').click();
      const section = document.createElement('section');
      document.body.append(section);
      section.append(element);
      await shows(element, 'not-connected');
      expect(text(element)).to.match(/^Connect WhatsApp/);
      section.remove();
    });

    it('follows another client when the page says so', async () => {
      const [one, two] = [await FakeService.start(), await FakeService.start(completed)];
      const element = mount(one);
      const heard = listen(element);
      await live(one, element);
      element.apiUrl = two.url;
      element.sessionUrl = `${two.url}/session`;
      await shows(element, 'connected');
      await until(async () => (await one.openStreams()) === 0);
      expect(heard.names).to.deep.equal(['zavu-ready', 'zavu-ready']);
    });
  });
});
