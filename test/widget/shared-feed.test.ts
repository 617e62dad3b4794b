/* eslint-disable @typescript-eslint/no-floating-promises -- @open-wc/testing types every assertion as a promise */
import {expect} from '@open-wc/testing';
import {letThingsHappen, until} from './support/clock.ts';
import {action, listen, mount, shows, unmountAll} from './support/mount.ts';
import {completed, FakeService} from './support/service.ts';

const once = ['POST session', 'GET connection', 'GET events'];

async function routes(service: FakeService): Promise<string[]> {
  return (await service.requests()).map(({route}) => route);
}

describe('ten elements of one page', () => {
  afterEach(() => unmountAll());

  const sources = {
    'the same session-url': (service: FakeService) => ({sessionUrl: `${service.url}/session`}),
    'the same function': (_service: FakeService, fetchClientSecret: () => Promise<string>) => ({
      sessionUrl: '',
      fetchClientSecret,
    }),
    'the same token': () => ({sessionUrl: '', token: 'tok'}),
  };
  for (const [what, sourceOf] of Object.entries(sources)) {
    it(`share one session, one request and one stream: ${what}`, async () => {
      const service = await FakeService.start();
      const properties = sourceOf(service, () => Promise.resolve('secret'));
      const elements = Array.from({length: 10}, () => mount(service, properties));
      await Promise.all(elements.map((element) => shows(element, 'not-connected')));
      await until(() => service.openStreams());
      await letThingsHappen();
      expect(await routes(service)).to.deep.equal(
        once.slice('sessionUrl' in properties && properties.sessionUrl ? 0 : 1),
      );
      await service.push({...completed, status: 'completed'});
      await Promise.all(elements.map((element) => shows(element, 'connected')));
    });
  }

  it('share nothing when their sources differ', async () => {
    const service = await FakeService.start();
    const other = await FakeService.start();
    const elements = [
      mount(service),
      mount(service, {sessionUrl: '', fetchClientSecret: () => Promise.resolve('a')}),
      mount(service, {sessionUrl: '', fetchClientSecret: () => Promise.resolve('b')}),
      mount(service, {sessionUrl: '', token: 'tok'}),
      mount(other, {sessionUrl: `${service.url}/session`}),
    ];
    await Promise.all(elements.map((element) => shows(element, 'not-connected')));
    await until(async () => (await service.openStreams()) === 4 && (await other.openStreams()) === 1);
  });

  it('stay connected while one of them is there, and leave nothing when the last one goes', async () => {
    const service = await FakeService.start();
    const [first, second] = [mount(service), mount(service)];
    await shows(second, 'not-connected');
    await until(() => service.openStreams());
    first.remove();
    await service.push({status: 'in_progress', step: 'register'});
    await shows(second, 'in-progress');
    second.remove();
    await until(async () => (await service.openStreams()) === 0);
    expect(await routes(service)).to.deep.equal(once);
  });

  it('one that comes later shows what the others know, and asks for nothing', async () => {
    const service = await FakeService.start();
    await shows(mount(service), 'not-connected');
    await until(() => service.openStreams());
    const late = mount(service);
    const heard = listen(late);
    await shows(late, 'not-connected');
    expect(heard.names).to.deep.equal(['zavu-ready']);
    expect(await routes(service)).to.deep.equal(once);
  });

  it('are let in again together', async () => {
    const service = await FakeService.start();
    await service.answer('POST session', {status: 401, body: {}});
    const elements = [mount(service), mount(service)];
    await Promise.all(elements.map((element) => shows(element, 'refused')));
    const [first] = elements;
    if (first) action(first, 'Try again').click();
    await Promise.all(elements.map((element) => shows(element, 'not-connected')));
    await until(() => service.openStreams());
    expect((await routes(service)).filter((route) => route === 'POST session')).to.have.length(2);
  });

  it('ask the function of one that is still there', async () => {
    const service = await FakeService.start();
    let asked = '';
    const shared = (): Promise<string> => Promise.resolve('shared');
    const [first, second] = [shared, shared].map((fetchClientSecret) =>
      mount(service, {sessionUrl: '', fetchClientSecret}),
    );
    if (!first || !second) throw new Error('There are two.');
    await shows(second, 'not-connected');
    first.fetchClientSecret = () => Promise.reject(new Error('It left.'));
    second.fetchClientSecret = () => Promise.resolve((asked = 'newest'));
    first.remove();
    await service.answer('GET connection', {status: 401, body: {code: 'session_expired', message: '.'}});
    await second.refresh();
    expect(asked).to.equal('newest');
  });

  it('show each only its own click', async () => {
    const service = await FakeService.start();
    await service.answer('POST connection', {status: 429, body: {code: 'rate_limited', message: '.'}});
    const [first, second] = [mount(service, {flow: 'tab'}), mount(service)];
    await Promise.all([shows(first, 'not-connected'), shows(second, 'not-connected')]);
    const native = window.open.bind(window);
    window.open = () => null;
    await first.connect();
    window.open = native;
    await until(() => first.shadowRoot?.querySelector('.problem'));
    expect(second.shadowRoot?.querySelector('.problem')).to.equal(null);
  });
});
