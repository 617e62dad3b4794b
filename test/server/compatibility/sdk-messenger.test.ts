import Zavudev, {NotFoundError} from '@zavudev/sdk';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {eventually, TestBrowser, TestService} from '../../support/harness.ts';

let service: TestService;
let zavu: Zavudev;

beforeAll(async () => {
  service = await TestService.start();
  zavu = new Zavudev({apiKey: service.keys.test, baseURL: service.url, maxRetries: 0});
});

afterAll(() => service.stop());

test('a connected Page: the SDK reads, renames and deletes a sender that has no number', async () => {
  const {invitation} = await zavu.invitations.create({connectionType: 'messenger', clientName: 'Luna'});
  expect(invitation).toMatchObject({connectionType: 'messenger', phoneNumberId: null});
  await service.play('complete');
  await new TestBrowser(service.url).start(invitation);
  const {senderId, connectedAccount} = await eventually(
    async () => (await zavu.invitations.retrieve(invitation.id)).invitation,
    ({status}) => status === 'completed',
  );
  expect(connectedAccount).toEqual({channel: 'messenger', id: expect.any(String), name: expect.any(String)});
  const sender = await zavu.senders.retrieve(senderId ?? '');
  expect(sender).toMatchObject({
    id: senderId,
    name: connectedAccount?.name,
    // Its type has a text here in any case.
    phoneNumber: '',
    channels: ['messenger'],
    isDefault: true,
  });
  expect(sender.whatsapp).toBeUndefined();
  expect(sender.webhook).toBeUndefined();
  const listed = [];
  for await (const one of zavu.senders.list()) listed.push(one);
  expect(listed).toEqual([sender]);
  const renamed = await zavu.senders.update(sender.id, {
    name: 'Front desk',
    webhookUrl: 'https://hooks.example.com/luna',
    webhookEvents: ['message.inbound'],
  });
  expect(renamed).toMatchObject({
    name: 'Front desk',
    phoneNumber: '',
    webhook: {events: ['message.inbound']},
  });
  expect((await zavu.senders.update(sender.id, {webhookUrl: null})).webhook).toBeUndefined();
  expect(await zavu.senders.delete(sender.id)).toBeNull();
  await expect(zavu.senders.retrieve(sender.id)).rejects.toBeInstanceOf(NotFoundError);
});
