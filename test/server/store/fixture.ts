import type {Project, Scope} from '../../../server/projects/project.ts';
import {createIds} from '../../../server/ids.ts';
import {type Invitation, transition} from '../../../server/invitations/invitation.ts';
import type {PhoneNumber} from '../../../server/phone-numbers/phone-number.ts';
import {deletedEvent, type Sender} from '../../../server/senders/sender.ts';
import type {Attempt} from '../../../server/signup/attempt.ts';
import type {Store} from '../../../server/store/store.ts';
import {TestClock} from '../../support/clock.ts';

export type StoreFixture = ReturnType<typeof createFixture>;

/** What the conformance tests say again and again: an invitation, started, finished, connected. */
export function createFixture(store: Store, project: Project) {
  const clock = new TestClock();
  const newId = createIds(clock);
  const scope = () => ({projectId: project.id, mode: 'test' as const});

  const newInvitation = (changes: Partial<Invitation> = {}): Invitation => ({
    id: newId('inv'),
    projectId: project.id,
    mode: 'test',
    status: 'pending',
    clientName: 'Ñandú & Co',
    clientEmail: null,
    clientPhone: null,
    connectionType: 'whatsapp_waba',
    allowedPhoneCountries: ['MX', 'US'],
    phoneNumberId: null,
    externalId: null,
    locale: null,
    linkVersion: 1,
    attemptId: null,
    senderId: null,
    connectedAccount: null,
    createdAt: clock.now(),
    updatedAt: clock.now(),
    expiresAt: clock.now() + 1_000_000,
    lapsesAt: clock.now() + 1_000_000,
    viewedAt: null,
    startedAt: null,
    completedAt: null,
    failedAt: null,
    failureReason: null,
    metadata: {},
    returnUrl: null,
    sendEmail: false,
    nextReminderAt: null,
    linkRequestedAt: null,
    sealedLink: null,
    ...changes,
  });

  const create = async (changes: Partial<Invitation> = {}) => {
    const invitation = newInvitation(changes);
    await store.createInvitation(invitation);
    return invitation;
  };

  /** The usable invitation of a client; fails when its number is not to be had. */
  const ensure = async (externalId: string, changes: Partial<Invitation> = {}, now = clock.now()) => {
    const ensured = await store.ensureInvitation({...newInvitation(changes), externalId}, now);
    if (!('invitation' in ensured)) throw new Error(ensured.result);
    return ensured.invitation;
  };

  const addNumber = async (changes: Partial<PhoneNumber> = {}) => {
    const phoneNumber: PhoneNumber = {
      id: newId('pn'),
      projectId: project.id,
      mode: 'test',
      phoneNumber: '+14155550100',
      providerNumberId: '90000514155550100',
      name: null,
      countryCode: 'US',
      type: 'local',
      capabilities: ['sms', 'voice'],
      status: 'active',
      pricing: {monthlyPrice: 1, monthlyCost: 100, upfrontCost: 0, isFreeNumber: false},
      senderId: null,
      verification: 'verified',
      verificationExpiresAt: null,
      nextCheckAt: null,
      invitationId: null,
      nextRenewalAt: null,
      createdAt: clock.now(),
      updatedAt: clock.now(),
      releasedAt: null,
      ...changes,
    };
    await store.addPhoneNumber(phoneNumber, clock.now());
    return phoneNumber;
  };

  const newAttempt = (invitation: Invitation): Attempt => ({
    id: newId('att'),
    invitationId: invitation.id,
    mode: 'test',
    connectionType: 'whatsapp_waba',
    number: 1,
    status: 'running',
    step: 'dialog',
    failureReason: null,
    failureDetail: null,
    stateHash: `state of ${newId('att')}`,
    returnedAt: null,
    browserHash: 'browser',
    redirectUri: 'http://localhost/callback',
    returnUrl: null,
    locale: null,
    sealedBusinessToken: null,
    sealedPin: null,
    providerUserId: null,
    claimedWabaId: null,
    hints: null,
    options: null,
    account: null,
    pinTries: 0,
    registration: null,
    registrationDetail: null,
    nextRegistrationAt: null,
    startedAt: clock.now(),
    updatedAt: clock.now(),
    finishedAt: null,
    lockedUntil: null,
  });

  const decide = (before: Invitation, change: Parameters<typeof transition>[1]) => {
    const decided = transition(before, change, clock.now(), newId('evt'));
    if (!decided) throw new Error(`${before.status} cannot become ${change.to}`);
    // A second change in one millisecond is told as of the next: what looks for it now must not come before it.
    clock.advance(Math.max(0, decided.event.occurredAt - clock.now()));
    return decided;
  };

  const start = async (before: Invitation) => {
    const attempt = newAttempt(before);
    const {invitation, event} = decide(before, {to: 'in_progress', attemptId: attempt.id});
    const saved = await store.startAttempt(before, invitation, event, attempt);
    return {attempt, invitation, event, saved};
  };

  const newSender = (invitation: Invitation, accountId: string): Sender => ({
    id: newId('snd'),
    projectId: invitation.projectId,
    mode: invitation.mode,
    provider: 'meta',
    channel: 'whatsapp',
    invitationId: invitation.id,
    name: 'Shop',
    phoneNumber: '+14155550100',
    displayPhoneNumber: '+1 415-555-0100',
    wabaId: 'waba',
    accountId,
    providerUserId: null,
    isCoexistence: false,
    isDefault: false,
    registration: 'registered',
    registrationDetail: null,
    nextRegistrationAt: null,
    facts: {},
    health: 'connected',
    healthReason: null,
    healthChangedAt: null,
    sealedBusinessToken: 'sealed token',
    sealedPin: 'sealed pin',
    createdAt: clock.now(),
    updatedAt: clock.now(),
  });

  const finish = async (
    invitation: Invitation,
    attempt: Attempt,
    accountId = newId('evt'),
    changes: Partial<Sender> = {},
    replaced?: Sender,
  ) => {
    const sender = {...newSender(invitation, accountId), ...changes};
    const connectedAccount = {channel: sender.channel, id: accountId, name: 'Shop'};
    const decided = decide(invitation, {to: 'completed', senderId: sender.id, connectedAccount});
    const ended: Attempt = {...attempt, status: 'succeeded', step: 'done', finishedAt: clock.now()};
    const result = await store.finishAttempt(invitation, decided.invitation, decided.event, {
      stepBefore: attempt.step,
      attempt: ended,
      sender,
      replaced: replaced && {senderId: replaced.id, event: deleted(replaced)},
    });
    return {result, sender, ...decided};
  };

  /** A client connects a Page, of which `replaced` is thought to be the sender until now. */
  const connectPage = async (pageId: string, replaced?: Sender, changes: Partial<Invitation> = {}) => {
    const {invitation, attempt} = await start(await create({connectionType: 'messenger', ...changes}));
    const page = {channel: 'messenger', phoneNumber: null, displayPhoneNumber: null, wabaId: null} as const;
    return finish(invitation, attempt, pageId, {...page, registration: 'none'}, replaced);
  };

  const connect = async (changes: Partial<Invitation> = {}) => {
    const {invitation, attempt} = await start(await create(changes));
    return finish(invitation, attempt);
  };

  const remove = (sender: Sender, by: Scope = scope()) => store.deleteSender(by, sender.id, deleted(sender));

  const deleted = (sender: Sender) => {
    const invitation = {...newInvitation({projectId: sender.projectId}), id: sender.invitationId};
    return deletedEvent(sender, invitation, newId('evt'), clock.now());
  };

  const read = async (id: string) => (await store.findConnection(id))?.invitation;

  return {
    clock,
    newId,
    scope,
    newInvitation,
    create,
    ensure,
    addNumber,
    newAttempt,
    decide,
    start,
    finish,
    connect,
    connectPage,
    remove,
    read,
  };
}
