import {z} from 'zod';
import {attemptSteps} from './attempts.ts';
import {clientEvent} from './events.ts';
import {failureReason} from './failure-reasons.ts';
import {connectionTypes, languageTag, mode, time, webAddress} from './fields.ts';
import {connectedAccount, invitationStatuses} from './invitations.ts';
import {registrations, senderHealths} from './senders.ts';

/** What the element shows for one client: the current invitation and, once done, the sender. */
export const connection = z
  .object({
    status: z
      .enum([...invitationStatuses, 'none'])
      .describe('`none`: a session whose client has no invitation yet, or whose sender was deleted.'),
    mode,
    connectionType: z.enum(connectionTypes),
    projectName: z.string().describe('The platform or agency that asks.'),
    clientName: z.string().nullable(),
    invitationId: z.string().nullable(),
    url: z
      .string()
      .nullable()
      .describe(
        'Opens the invitation on another device, for 15 to 30 minutes; `null` when there is nothing to open.',
      ),
    step: z
      .enum(attemptSteps)
      .nullable()
      .describe('How far the running attempt is; `null` unless `in_progress`.'),
    continueUrl: z
      .string()
      .nullable()
      .describe(
        'Where the browser that started it can go on (choose a number, see the progress); `null` unless `in_progress`, and while Meta’s dialog is open.',
      ),
    failureReason: failureReason.nullable(),
    connectedAccount: connectedAccount.nullable(),
    phoneNumber: z
      .string()
      .nullable()
      .describe('The connected number, as people write it: `+1 631-555-0100`.'),
    assignedPhoneNumber: z
      .string()
      .nullable()
      .describe('The only number that can be connected, as people write it; `null`: the client brings one.'),
    senderId: z.string().nullable(),
    health: z
      .enum(senderHealths)
      .nullable()
      .describe(
        'Whether what is connected can be used, as far as Meta has told; `null`: nothing is connected.',
      ),
    registration: z
      .enum(registrations)
      .nullable()
      .describe('`pending`: the number is not ready to send yet; `null`: nothing is connected.'),
    canReconnect: z.boolean().describe('Whether the access is lost, and connecting anew brings it back.'),
    expiresAt: time.nullable(),
    updatedAt: time.nullable(),
  })
  .meta({
    id: 'Connection',
    description: 'What the element shows for one client: the current invitation and, once done, the sender.',
  });
export type Connection = z.infer<typeof connection>;

/** Answer of `POST /client/v1/connection`. */
export const startedConnection = z.object({
  connection,
  startUrl: z
    .string()
    .nullable()
    .describe(
      "Opens Meta's dialog; works once, for 60 seconds. Where Zavu keeps the invitation, its page. `null` when already connected.",
    ),
  startUrlExpiresAt: time.nullable(),
});
export type StartedConnection = z.infer<typeof startedConnection>;

/** A message that the test mode has played in. */
export const testMessage = z.object({
  from: z.string().describe('Who wrote it, as far as the service can tell.'),
  text: z.string(),
  receivedAt: time,
});
export type TestMessage = z.infer<typeof testMessage>;

/** Body of `POST /client/v1/connection`; may be empty. */
export const startConnectionBody = z.object({
  returnUrl: webAddress
    .nullish()
    .describe("Where the result page offers to go back to; must be on the session's origin."),
  locale: languageTag
    .nullish()
    .describe('The language that the element speaks, for the pages that it leads to.'),
});

/** One message of `GET /client/v1/events`: what happened, and what the element has to show from now on. */
export const streamMessage = z
  .object({
    event: clientEvent.nullable().describe('`null` in a message that only says where things are.'),
    connection,
  })
  .meta({id: 'StreamMessage', description: 'What happened, and what the element has to show from now on.'});
export type StreamMessage = z.infer<typeof streamMessage>;
