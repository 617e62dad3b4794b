/* eslint-disable @typescript-eslint/no-floating-promises -- @open-wc/testing types every assertion as a promise */
import {expect} from '@open-wc/testing';
import type {FailureReason} from '../../server/contract/failure-reasons.ts';
import {failures} from '../../widget/locales/en/later.ts';
import {action, mount, shows, text, unmountAll} from './support/mount.ts';
import {failureReasons} from './support/failure-reasons.ts';
import {FakeService} from './support/service.ts';

const waits: FailureReason[] = [
  'internal_error',
  'token_exchange_failed',
  'registration_rate_limited',
  'webhook_subscription_failed',
  'meta_rate_limited',
  'meta_unavailable',
  'meta_flow_error',
];
const needsHelp: FailureReason[] = [
  'configuration_error',
  'account_restricted',
  'credit_line_failed',
  'pin_mismatch',
];

describe('after a failure', () => {
  afterEach(() => unmountAll());

  for (const reason of failureReasons) {
    const isPointless = [...waits, ...needsHelp].includes(reason);
    it(`${reason}: says what to do, and ${isPointless ? 'offers' : 'asks for'} another try`, async () => {
      const element = mount(await FakeService.start({status: 'failed', failureReason: reason}));
      await shows(element, 'failed');
      const {title, advice} = failures[reason];
      expect(text(element)).to.include(title).and.to.include(advice);
      const button = action(element, 'Try again');
      expect(button.part.value).to.equal(isPointless ? 'secondary-button' : 'button');
      const icon = element.shadowRoot?.querySelector('[part="icon"]');
      expect(icon?.classList.contains('waiting')).to.equal(waits.includes(reason));
    });
  }
});
