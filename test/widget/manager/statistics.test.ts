/* eslint-disable @typescript-eslint/no-floating-promises -- @open-wc/testing types every assertion as a promise */
import {expect} from '@open-wc/testing';
import {setViewport} from '@web/test-runner-commands';
import type {Statistics} from '../../../server/contract/statistics.ts';
import {createStatistics} from '../../../widget/manager/statistics.ts';
import {until} from '../support/clock.ts';
import {announced, text} from '../support/mount.ts';
import {control, type PanelOptions, removeAll, show} from '../support/panel-host.ts';
import {FakeService} from '../support/service.ts';

const route = 'GET v1/invitations/stats';

const statistics: Statistics = {
  from: '2026-10-24T00:00:00.000Z',
  to: '2026-11-23T00:00:00.000Z',
  byStatus: {pending: 400, in_progress: 0, completed: 500, failed: 100, expired: 0, cancelled: 0},
  funnel: {sent: 1_000, opened: 800, started: 650, connected: 500},
  dropOff: [{step: 'dialog', count: 150}],
  reasons: [
    {failureReason: 'fb_cancelled', count: 90},
    {failureReason: 'pin_mismatch', count: 30},
  ],
  medianTimeToConnectMs: 3 * 60 * 60_000,
  byDay: [],
};

async function open(
  answer: Partial<Statistics> = {},
  options: PanelOptions = {},
): Promise<{service: FakeService; host: HTMLElement}> {
  const service = await FakeService.start();
  await service.keep({[route]: {...statistics, ...answer}});
  const host = show(service, (context) => createStatistics(context), options);
  await until(async () => (await control(host, 'From')).value);
  return {service, host};
}

/** Rows of the table with this caption, as text; the drawing is in the last cell. */
function table(host: Element, caption: string): string[][] | undefined {
  const found = [...(host.shadowRoot?.querySelectorAll('table') ?? [])].find(
    (each) => each.caption?.textContent?.trim() === caption,
  );
  return (
    found && [...found.rows].map((row) => [...row.cells].slice(0, -1).map((cell) => cell.innerText.trim()))
  );
}

/** How far each bar goes, in hundredths of its room. */
function bars(host: Element, caption: string): number[] {
  const found = [...(host.shadowRoot?.querySelectorAll('table') ?? [])].find(
    (each) => each.caption?.textContent?.trim() === caption,
  );
  return [...(found?.querySelectorAll<SVGSVGElement>('.bar') ?? [])].map((bar) => {
    const drawn = bar.querySelector('rect')?.getBoundingClientRect().width ?? 0;
    return Math.round((100 * drawn) / bar.getBoundingClientRect().width);
  });
}

async function pick(host: HTMLElement, label: string, day: string): Promise<void> {
  const field = await control(host, label);
  field.value = day;
  field.dispatchEvent(new Event('change', {bubbles: true}));
}

describe('figures', () => {
  afterEach(async () => {
    removeAll();
    document.body.removeAttribute('style');
    await setViewport({width: 1280, height: 800});
  });

  it('are tables with bars: how far clients come, where they stop, why', async () => {
    const {host} = await open();
    expect(table(host, 'How far clients come')).to.deep.equal([
      ['Sent', '1,000', '100%'],
      ['Opened', '800', '80%'],
      ['Started', '650', '65%'],
      ['Connected', '500', '50%'],
    ]);
    expect(bars(host, 'How far clients come')).to.deep.equal([100, 80, 65, 50]);
    expect(table(host, 'Where they stop')).to.deep.equal([['Facebook window', '150', '23%']]);
    expect(table(host, 'Why it fails')).to.deep.equal([
      ['You closed the signup before it was done', '90', '75%'],
      ['The number is protected by a PIN', '30', '25%'],
    ]);
  });

  for (const [ms, words] of [
    [20_000, '1 minute'],
    [45 * 60_000, '45 minutes'],
    [3 * 60 * 60_000, '3 hours'],
    [72 * 60 * 60_000, '3 days'],
  ] as const) {
    it(`say that half of them connect within ${words}`, async () => {
      const {host} = await open({medianTimeToConnectMs: ms});
      expect(text(host)).to.include(`Half of them connect within ${words}.`);
    });
  }

  it('leave out what nobody has done yet', async () => {
    const funnel = {sent: 3, opened: 0, started: 0, connected: 0};
    const {host} = await open({funnel, dropOff: [], reasons: [], medianTimeToConnectMs: null});
    expect(bars(host, 'How far clients come')).to.deep.equal([100, 0, 0, 0]);
    expect(table(host, 'Why it fails')).to.equal(undefined);
    expect(text(host)).not.to.include('Half of them');
  });

  it('say when there was nothing', async () => {
    const funnel = {sent: 0, opened: 0, started: 0, connected: 0};
    const {host} = await open({funnel});
    expect(text(host)).to.include('No invitations in these days.');
    expect(table(host, 'How far clients come')).to.equal(undefined);
  });

  it('are of the last 30 days first, then of those that are chosen', async () => {
    const {service, host} = await open();
    expect((await control(host, 'From')).value).to.equal('2026-10-24');
    expect((await control(host, 'To')).value, 'the last day that is counted').to.equal('2026-11-22');
    await service.answer(route, {body: {...statistics, funnel: {...statistics.funnel, sent: 7}}});
    await pick(host, 'From', '2026-11-01');
    await until(() => announced(host) === 'Sent: 7');
    const queries = (await service.requests(route)).map(({query}) => query);
    expect(queries).to.deep.equal(['', 'from=2026-11-01&to=2026-11-22']);
    expect((await control(host, 'To')).min).to.equal('2026-11-01');
  });

  it('are those that were asked for last', async () => {
    const {service, host} = await open();
    const of = (sent: number): object => ({body: {...statistics, funnel: {...statistics.funnel, sent}}});
    await service.answer(route, {...of(1), waits: true}, of(2));
    await pick(host, 'From', '2026-11-01');
    await until(async () => (await service.requests(route)).length === 2);
    await pick(host, 'From', '2026-11-02');
    await until(() => announced(host) === 'Sent: 2');
    await service.letGo();
    await until(
      () =>
        performance.getEntriesByName(`${service.url}/v1/invitations/stats?from=2026-11-01&to=2026-11-22`)
          .length,
    );
    expect(announced(host)).to.equal('Sent: 2');
    expect(table(host, 'How far clients come')?.[0]).to.deep.equal(['Sent', '2', '100%']);
  });

  it('say what is wrong with the days', async () => {
    const {service, host} = await open();
    await service.answer(route, {
      status: 400,
      body: {
        code: 'invalid_request',
        message: 'Invalid query: from: must be before "to"',
        details: {errors: [{path: ['from'], message: 'must be before "to"'}]},
      },
    });
    await pick(host, 'From', '2026-12-01');
    const problem = 'Choose at most a year, with its beginning before its end.';
    await until(() => text(host).includes(problem));
    expect(announced(host)).to.equal(problem);
    expect((await control(host, 'From')).value, 'to be mended').to.equal('2026-12-01');
    await pick(host, 'From', '2026-11-01');
    await until(() => !text(host).includes(problem));
  });

  it('say that the service cannot be reached', async () => {
    const {service, host} = await open();
    await service.answer(route, ...Array.from({length: 20}, () => ({hangUp: true})));
    await pick(host, 'From', '2026-11-01');
    await until(() => text(host).includes('The service cannot be reached. Try again.'));
  });

  it('grow from the right where the text does', async () => {
    const {host} = await open({}, {dir: 'rtl'});
    const bar = [...(host.shadowRoot?.querySelectorAll('.bar') ?? [])].at(-1);
    const drawn = bar?.querySelector('rect')?.getBoundingClientRect();
    expect(drawn?.right).to.be.closeTo(bar?.getBoundingClientRect().right ?? 0, 1);
  });

  for (const theme of ['light', 'dark'] as const) {
    for (const dir of ['ltr', 'rtl'] as const) {
      it(`are accessible and fit a small screen, ${theme}, ${dir}`, async () => {
        await setViewport({width: 320, height: 700});
        document.body.style.background = theme === 'dark' ? '#000' : '#fff';
        const {host} = await open({}, {theme, dir});
        await expect(host).to.be.accessible();
        expect(document.documentElement.scrollWidth).to.be.at.most(320);
      });
    }
  }
});
