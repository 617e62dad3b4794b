import {isDeepStrictEqual} from 'node:util';
import type {Endpoint, EndpointOwner} from '../../webhooks/endpoint.ts';
import type {EndpointChange, EndpointStore} from '../endpoint-store.ts';
import type {SqliteEngine} from './engine.ts';
import {endpoints} from './tables.ts';

export function createEndpointStore(engine: SqliteEngine): EndpointStore {
  const {write, one, many} = engine;
  return {
    async findEndpoint(owner) {
      return one(
        endpoints,
        `SELECT ${endpoints.select} FROM endpoints WHERE ${ofOwner(owner)}`,
        ownerOf(owner),
      );
    },
    async listSenderEndpoints({projectId, mode}, senderIds) {
      return many(
        endpoints,
        `SELECT ${endpoints.select} FROM endpoints
         WHERE sender_id IN (SELECT value FROM json_each(@senderIds)) AND project_id = @projectId AND mode = @mode`,
        {senderIds: JSON.stringify(senderIds), projectId, mode},
      );
    },
    saveEndpoint: (before, endpoint) => write(() => putEndpoint(engine, before, endpoint)),
    deleteEndpoint: (owner) => write(() => removeEndpoint(engine, owner)),
  };
}

/** Inside a unit of work: `saveEndpoint`. */
function putEndpoint(engine: SqliteEngine, before: Endpoint | undefined, endpoint: Endpoint): boolean {
  const parameters = endpoints.toParameters(endpoint);
  if (!before) return engine.changed(`${endpoints.insert} ON CONFLICT DO NOTHING`, parameters);
  const current = engine.one(endpoints, `SELECT ${endpoints.select} FROM endpoints WHERE id = ?`, before.id);
  // The whole row: what a delivery has found out meanwhile may change the decision too.
  if (!isDeepStrictEqual(before, current)) return false;
  return engine.changed(`UPDATE endpoints SET ${endpoints.assignments} WHERE id = @id`, parameters);
}

/** Inside a unit of work: writes what became of an endpoint; false when it is not as it was any more. */
export function replaceEndpoint(
  engine: SqliteEngine,
  owner: EndpointOwner,
  {before, after}: EndpointChange,
): boolean {
  if (before === after) return true;
  return after ? putEndpoint(engine, before, after) : removeEndpoint(engine, owner);
}

/** Inside a unit of work: `deleteEndpoint`. */
export function removeEndpoint({changed}: SqliteEngine, owner: EndpointOwner): boolean {
  return changed(`DELETE FROM endpoints WHERE ${ofOwner(owner)}`, ownerOf(owner));
}

// Not `sender_id IS @senderId`, which would look at every endpoint there is: the indexes are partial.
const ofOwner = ({senderId}: EndpointOwner) =>
  `project_id = @projectId AND mode = @mode AND sender_id ${senderId === null ? 'IS NULL' : '= @senderId'}`;
const ownerOf = ({projectId, mode, senderId}: EndpointOwner) => ({projectId, mode, senderId});
