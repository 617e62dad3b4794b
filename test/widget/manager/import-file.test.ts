/* eslint-disable @typescript-eslint/no-floating-promises -- @open-wc/testing types every assertion as a promise */
import {expect} from '@open-wc/testing';
import {setViewport} from '@web/test-runner-commands';
import type {ImportError, ImportResult} from '../../../server/contract/bulk.ts';
import {exportFile} from '../../../widget/manager/export-file.ts';
import {createImport} from '../../../widget/manager/import-file.ts';
import type {ManagerContext} from '../../../widget/manager/context.ts';
import {until} from '../support/clock.ts';
import {type CaughtFile, catchDownloads} from '../support/downloads.ts';
import {action, announced, text} from '../support/mount.ts';
import {control, type PanelOptions, removeAll, show} from '../support/panel-host.ts';
import {FakeService, type ScriptedAnswer} from '../support/service.ts';

const route = 'POST v1/invitations/import';
const csv = 'clientName;clientEmail\r\n"Luna; ""the"" bakery";hola@luna.example\r\n\r\nSol;\r\n';

const result: ImportResult = {
  dryRun: true,
  rows: 1_234,
  created: 1_230,
  existing: 2,
  failed: 2,
  errors: [
    {line: 4, column: 'clientEmail', message: 'Invalid email address'},
    {line: 7, column: null, message: 'has 3 cells for 2 columns'},
  ],
  invitations: [],
};

const lines = (...each: object[]): ScriptedAnswer => ({
  body: each.map((line) => `${JSON.stringify(line)}\n`).join(''),
  headers: {'Content-Type': 'application/x-ndjson'},
});

interface Opened {
  service: FakeService;
  host: HTMLElement;
  imported: () => number;
}

async function open(options: PanelOptions = {}): Promise<Opened> {
  const service = await FakeService.start();
  let count = 0;
  const host = show(
    service,
    (context) => createImport(context, {imported: () => (count += 1), close: () => undefined}),
    options,
  );
  await control(host, 'Choose a CSV file, or drop it here');
  return {service, host, imported: () => count};
}

const files = (content: string): DataTransfer => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([content], 'clients.csv'));
  return transfer;
};

async function choose(host: HTMLElement, content = csv): Promise<void> {
  const field = await control(host, 'Choose a CSV file, or drop it here');
  field.files = files(content).files;
  field.dispatchEvent(new Event('change'));
}

async function preview(content: ImportResult = result, options: PanelOptions = {}): Promise<Opened> {
  const opened = await open(options);
  await opened.service.answer(route, lines({result: content}));
  await choose(opened.host);
  await until(() => text(opened.host).includes('Another file'));
  return opened;
}

/** Rows of the table with this caption, as text. */
function table(host: Element, caption: string): string[][] {
  const found = [...(host.shadowRoot?.querySelectorAll('table') ?? [])].find(
    (each) => each.caption?.textContent?.trim() === caption,
  );
  return [...(found?.rows ?? [])].map((row) => [...row.cells].map((cell) => cell.innerText.trim()));
}

describe('invitations from a file', () => {
  let downloads: ReturnType<typeof catchDownloads>;
  beforeEach(() => (downloads = catchDownloads()));
  afterEach(async () => {
    removeAll();
    downloads.restore();
    document.body.removeAttribute('style');
    await setViewport({width: 1280, height: 800});
  });

  it('are looked at before anything is made', async () => {
    const {service, host, imported} = await preview();
    const [request] = await service.requests(route);
    expect(request).to.include({query: 'dryRun=true', contentType: 'text/csv', body: csv});
    expect(announced(host)).to.equal('Rows: 1,234, New: 1,230, There already: 2, With problems: 2');
    expect(text(host)).to.include('Rows 1,234 New 1,230 There already 2 With problems 2');
    expect(table(host, 'First rows')).to.deep.equal([
      ['clientName', 'clientEmail'],
      ['Luna; "the" bakery', 'hola@luna.example'],
      ['Sol', ''],
    ]);
    expect(table(host, 'Problems')).to.deep.equal([
      ['Line', 'Column', 'Problem'],
      ['4', 'clientEmail', 'Invalid email address'],
      ['7', '', 'has 3 cells for 2 columns'],
    ]);
    expect(imported()).to.equal(0);
  });

  it('are made when the person wants it, and it shows how far it is', async () => {
    const {service, host, imported} = await preview();
    const made = {...result, dryRun: false};
    await service.answer(route, {
      ...lines({progress: {rows: 500, created: 498, existing: 0, failed: 2}}, {result: made}),
      waits: true,
    });
    action(host, 'Import 1,230').click();
    const bar = await until(() => host.shadowRoot?.querySelector('progress'));
    expect(bar.max).to.equal(1_234);
    expect(bar.getAttribute('aria-label')).to.equal('One moment…');
    expect(host.shadowRoot?.activeElement?.textContent).to.equal('Import from CSV');
    await until(async () => (await service.requests(route)).length === 2);
    await service.letGo();
    await until(() => imported() === 1);
    expect((await service.requests(route))[1]).to.include({
      query: 'dryRun=false',
      accept: 'application/x-ndjson',
      body: csv,
    });
    await until(() => text(host).includes('Created 1,230'));
    expect(text(host)).not.to.include('Import 1,230');
  });

  it('can be dropped', async () => {
    const {service, host} = await open();
    await service.answer(route, lines({result}));
    const field = await control(host, 'Choose a CSV file, or drop it here');
    const area = field.closest('.drop');
    const over = new DragEvent('dragover', {cancelable: true, bubbles: true});
    area?.dispatchEvent(over);
    expect(over.defaultPrevented).to.equal(true);
    area?.dispatchEvent(new DragEvent('drop', {cancelable: true, bubbles: true, dataTransfer: files(csv)}));
    await until(() => text(host).includes('New 1,230'));
  });

  it('of a big file with much that is wrong show the beginning of it, and hand over all', async () => {
    const errors = Array.from({length: 1_000}, (_, index): ImportError => ({
      line: index + 2,
      column: '=clientEmail',
      message: 'is wrong, "really"',
    }));
    const {host} = await preview({...result, rows: 10_000, created: 0, failed: 9_998, errors});
    expect(table(host, 'Problems')).to.have.length(51);
    expect(text(host)).to.include('And 950 more.');
    expect(text(host)).not.to.include('Import 0');
    action(host, 'Download CSV').click();
    const file = await until((): CaughtFile | undefined => downloads.files[0]);
    const rows = (await file.blob.text()).split('\r\n');
    expect(rows[0]?.replace('\ufeff', '')).to.equal('line,column,message');
    expect(rows[1]).to.equal(`2,'=clientEmail,"is wrong, ""really"""`);
    expect(rows).to.have.length(1_002);
    await until(() => downloads.isClean());
  });

  it('of a file that cannot be read say why, and leave the choice of another', async () => {
    const {service, host, imported} = await open();
    await service.answer(route, {
      status: 400,
      body: {code: 'invalid_request', message: 'Line 1: there is no column "name".'},
    });
    await choose(host);
    await until(() => text(host).includes('That did not work. Line 1: there is no column "name".'));
    expect(announced(host)).to.include('there is no column');
    expect(await control(host, 'Choose a CSV file, or drop it here')).to.be.instanceOf(HTMLInputElement);
    expect(imported()).to.equal(0);
  });

  it('that were made before the file broke off are there', async () => {
    const {service, host, imported} = await preview();
    const message = 'Line 700: a quote is never closed. Before that, 698 rows were imported.';
    await service.answer(
      route,
      lines(
        {progress: {rows: 500, created: 500, existing: 0, failed: 0}},
        {error: {code: 'invalid_request', message, details: {result: {created: 698}}}},
      ),
    );
    action(host, 'Import 1,230').click();
    await until(() => text(host).includes(message));
    expect(imported()).to.equal(1);
  });

  it('are not lost track of when the connection breaks', async () => {
    const {service, host} = await preview();
    await service.answer(route, lines({progress: {rows: 500, created: 500, existing: 0, failed: 0}}));
    action(host, 'Import 1,230').click();
    await until(() => text(host).includes('The service cannot be reached. Try again.'));
  });

  it('begin with a template', async () => {
    const {host} = await open();
    action(host, 'Download a template').click();
    const file = await until((): CaughtFile | undefined => downloads.files[0]);
    expect(file.name).to.equal('invitations.csv');
    const rows = (await file.blob.text()).replace('\ufeff', '').split('\r\n');
    expect(rows[0]).to.equal(
      'clientName,clientEmail,clientPhone,expiresInDays,allowedPhoneCountries,externalId,locale',
    );
    expect(rows[1]).to.equal("Bakery Luna,hola@luna.example,'+34600111222,14,ES MX,customer-42,es");
  });

  for (const theme of ['light', 'dark'] as const) {
    for (const dir of ['ltr', 'rtl'] as const) {
      it(`are accessible and fit a small screen, ${theme}, ${dir}`, async () => {
        await setViewport({width: 320, height: 700});
        document.body.style.background = theme === 'dark' ? '#000' : '#fff';
        const {host} = await preview(result, {theme, dir});
        await expect(host).to.be.accessible();
        expect(document.documentElement.scrollWidth).to.be.at.most(320);
        action(host, 'Another file').click();
        await control(host, 'Choose a CSV file, or drop it here');
        await expect(host).to.be.accessible();
      });
    }
  }
});

describe('invitations into a file', () => {
  let downloads: ReturnType<typeof catchDownloads>;
  beforeEach(() => (downloads = catchDownloads()));
  afterEach(() => {
    removeAll();
    downloads.restore();
  });

  async function contextOf(service: FakeService): Promise<{context: ManagerContext; host: HTMLElement}> {
    let context: ManagerContext | undefined;
    const host = show(service, (given) => {
      context = given;
      return {render: () => given.html``};
    });
    return {context: await until(() => context), host};
  }

  it('are those that the filters let through, byte for byte', async () => {
    const service = await FakeService.start();
    const content = '\ufeffclientName\r\nPanadería\r\n';
    await service.answer('GET v1/invitations/export', {body: content, headers: {'Content-Type': 'text/csv'}});
    const {context, host} = await contextOf(service);
    await exportFile(context, {status: 'pending', q: 'pan & sol', connectionType: ''});
    const [request] = await service.requests('GET v1/invitations/export');
    expect(request?.query).to.equal('status=pending&q=pan+%26+sol');
    const [file] = downloads.files;
    expect(file?.name).to.match(/^invitations-\d{4}-\d\d-\d\d\.csv$/);
    expect(new Uint8Array((await file?.blob.arrayBuffer()) ?? new ArrayBuffer())).to.deep.equal(
      new TextEncoder().encode(content),
    );
    await until(() => announced(host) === 'Downloaded.');
  });

  it('fail loudly', async () => {
    const service = await FakeService.start();
    const {context} = await contextOf(service);
    const failure = await exportFile(context, {}).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).to.include({code: 'not_found'});
    expect(downloads.files).to.deep.equal([]);
  });
});
