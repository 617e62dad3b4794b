/* eslint-disable @typescript-eslint/no-floating-promises -- @open-wc/testing types every assertion as a promise */
import {expect} from '@open-wc/testing';
import {Clock, letThingsHappen, until} from '../support/clock.ts';
import {anInvitation, keep, live, panel, read, rows, says, tell} from '../support/manager.ts';
import {action, listen, unmountAll} from '../support/mount.ts';
import {FakeService} from '../support/service.ts';
import {hidePage, restoreVisibility} from '../support/visibility.ts';

const broken = Array.from({length: 40}, () => ({hangUp: true}));
const later = '2026-11-22T11:00:00.000Z';

describe('the manager, kept up to date', () => {
  let service: FakeService;
  let clock: Clock;

  const asked = async () => (await service.requests('GET v1/invitations')).length;
  const breakDown = async (): Promise<void> => {
    for (const route of ['GET v1/invitations', 'GET v1/invitations/counts', 'GET v1/stream'] as const)
      await service.answer(route, ...broken);
  };
  const comeBack = async (): Promise<void> => {
    for (const route of ['GET v1/invitations', 'GET v1/invitations/counts', 'GET v1/stream'] as const)
      await service.answer(route);
  };

  beforeEach(async () => {
    clock = Clock.install();
    service = await FakeService.start();
    await keep(service, [anInvitation(1)]);
  });

  afterEach(() => {
    unmountAll();
    clock.uninstall();
    restoreVisibility();
  });

  it('asks from time to time where there is no stream, also for what is open, and stops when there is one', async () => {
    await service.answer('GET v1/stream', ...broken);
    const element = panel(service);
    await says(element, 'Client 1 Waiting');
    rows(element)[0]?.click();
    await says(element, 'What happened Created');

    await keep(service, [anInvitation(2), anInvitation(1, {status: 'cancelled', updatedAt: later})]);
    await until(() => {
      clock.tick(1_000);
      // Beside what is open there is no room for the list.
      const [first, second] = rows(element).map(({textContent}) => textContent);
      return first?.includes('Client 2') && second?.includes('Cancelled');
    });
    await says(element, 'A cancelled invitation stays closed.');

    await service.answer('GET v1/stream');
    await until(async () => {
      clock.tick(1_000);
      return (await service.openStreams()) === 1;
    });
    // Its first message says: read anew.
    await letThingsHappen();
    clock.tick(1_000);
    await letThingsHappen();
    const before = await asked();
    clock.tick(40_000);
    await letThingsHappen();
    expect(await asked()).to.equal(before);
  });

  it('asks for nothing while the page is hidden, and catches up when it is back', async () => {
    const element = panel(service);
    await live(service, element);
    await letThingsHappen();
    clock.tick(2_000);
    await letThingsHappen();

    hidePage(true);
    const before = (await service.requests()).length;
    // The stream is kept for a moment, and what it says waits.
    const changed = anInvitation(1, {status: 'cancelled', updatedAt: later});
    await keep(service, [anInvitation(3), anInvitation(2), changed]);
    await tell(service, changed);
    await service.sendRaw(`data: ${JSON.stringify({event: null, invitation: null})}\n\n`);
    await letThingsHappen();
    clock.tick(29_000);
    await letThingsHappen();
    expect(await service.openStreams()).to.equal(1);
    clock.tick(2_000);
    await until(async () => (await service.openStreams()) === 0);
    clock.tick(600_000);
    await letThingsHappen();
    expect((await service.requests()).length).to.equal(before);
    expect(read(element)).not.to.match(/Client 2|Cancelled Link/);

    hidePage(false);
    await says(element, /Client 3 .* Client 2 .* Client 1 Cancelled/);
    await until(async () => (await service.openStreams()) === 1);
  });

  it('after a glance at another tab asks once, and relies on its stream again', async () => {
    const element = panel(service);
    await live(service, element);
    await letThingsHappen();
    clock.tick(2_000);
    await letThingsHappen();
    hidePage(true);
    clock.tick(10_000);
    const before = await asked();
    hidePage(false);
    await until(async () => (await asked()) === before + 1);
    clock.tick(40_000);
    await letThingsHappen();
    expect(await asked()).to.equal(before + 1);
    expect((await service.requests('GET v1/stream')).length).to.equal(1);
  });

  it('in a page that opens hidden begins when it is seen', async () => {
    hidePage(true);
    const element = panel(service);
    await until(() => element.shadowRoot?.querySelector('.list'));
    clock.tick(60_000);
    await letThingsHappen();
    expect(await service.requests()).to.deep.equal([]);
    hidePage(false);
    await says(element, 'Client 1');
    await until(async () => (await service.openStreams()) === 1);
  });

  it('without a connection keeps what it shows, says so once, and goes on when the network is back', async () => {
    const element = panel(service);
    const heard = listen(element);
    await live(service, element);
    await breakDown();
    await service.endStreams();
    await until(() => {
      clock.tick(1_000);
      return /No connection\. What you see may be out of date\./.test(read(element));
    });
    expect(read(element)).to.include('Client 1');
    await until(async () => {
      clock.tick(5_000);
      return (await service.requests('GET v1/invitations')).length > 8;
    });
    expect(heard.names.filter((name) => name === 'zavu-error')).to.have.length(1);
    expect(heard.details.at(-1)).to.include({code: 'network_error'});
    await expect(element).to.be.accessible();

    await keep(service, [anInvitation(2), anInvitation(1)]);
    await comeBack();
    window.dispatchEvent(new Event('online'));
    await until(() => {
      clock.tick(100);
      return /Client 2 .* Client 1/.test(read(element));
    });
    expect(read(element)).not.to.include('No connection');
    await until(async () => {
      clock.tick(1_000);
      return (await service.openStreams()) === 1;
    });
  });

  it('that cannot begin for want of a connection begins by itself when there is one', async () => {
    await breakDown();
    const element = panel(service);
    await says(element, /could not be loaded\. Try again/);
    await comeBack();
    await until(() => {
      clock.tick(1_000);
      return read(element).includes('Client 1');
    });
    await until(async () => {
      clock.tick(1_000);
      return (await service.openStreams()) === 1;
    });
  });

  it('asks at most once a second however much happens, and does not stop itself from hearing the answer', async () => {
    const element = panel(service);
    await live(service, element);
    await letThingsHappen();
    clock.tick(2_000);
    await letThingsHappen();
    const before = await asked();
    await keep(service, [anInvitation(2), anInvitation(1)]);
    const again = `data: ${JSON.stringify({event: null, invitation: null})}\n\n`;
    await service.answer('GET v1/invitations', {
      body: {items: [anInvitation(1)], nextCursor: null},
      waits: true,
    });
    for (let times = 0; times < 100; times += 1) await service.sendRaw(again);
    await until(async () => (await asked()) === before + 1);
    clock.tick(20_000);
    await letThingsHappen();
    expect(await asked(), 'an answer is waited for').to.equal(before + 1);
    await service.letGo();
    await until(() => {
      clock.tick(1_000);
      return read(element).includes('Client 2');
    });
    clock.tick(20_000);
    await letThingsHappen();
    expect(await asked()).to.equal(before + 2);
    expect(action(element, 'New invitation')).to.exist;
  });
});
