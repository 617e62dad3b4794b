import type {z} from 'zod';
import {eventEnvelope, webhookEventMeanings, type WebhookEventType} from '../contract/events.ts';
import {inboundMessage, messageStatusChange} from '../contract/messages.ts';
import type {OpenApi} from './document.ts';
import type {SchemaCollection} from './schemas.ts';

/** What `data` is, where it has a shape of its own. */
const eventData: Partial<Record<WebhookEventType, z.ZodType>> = {
  'message.inbound': inboundMessage,
  'message.sent': messageStatusChange,
  'message.delivered': messageStatusChange,
  'message.read': messageStatusChange,
  'message.failed': messageStatusChange,
};

/** What the service asks of the one who receives its webhooks. */
export function describeWebhooks(schemas: SchemaCollection): OpenApi['webhooks'] {
  const schema = schemas.add(eventEnvelope, 'output');
  const ofType = (type: WebhookEventType) => {
    const shape = eventData[type];
    return {type: {const: type}, ...(shape && {data: schemas.add(shape, 'output')})};
  };
  return Object.fromEntries(
    (Object.entries(webhookEventMeanings) as [WebhookEventType, string][]).map(([type, summary]) => [
      type,
      {
        post: {
          operationId: `receive ${type}`.replace(/[ ._](\w)/g, (_, letter: string) => letter.toUpperCase()),
          summary,
          security: [],
          parameters: ['X-Zavu-Signature', 'webhook-id', 'webhook-timestamp', 'webhook-signature'].map(
            (name) => ({name, in: 'header', required: true, schema: {type: 'string'}}),
          ),
          requestBody: {
            required: true,
            content: {'application/json': {schema: {...schema, properties: ofType(type)}}},
          },
          responses: {'2XX': {description: 'Received. Anything else is tried again.'}},
        },
      },
    ]),
  );
}
