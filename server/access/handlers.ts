import type {RequestHandler} from 'express';
import type {Context} from '../context.ts';
import {createSessionBody, type CreatedSession, type Me} from '../contract/access.ts';
import {ApiError, wrongField} from '../errors.ts';
import {parseBody, pathParameter} from '../parse.ts';
import {getAssignableNumber} from '../phone-numbers/reservation.ts';
import type {Project} from '../projects/project.ts';
import {hashSecret, newSecret} from '../secrets.ts';
import type {Session} from './credential.ts';
import {apiCallerOf} from './require.ts';

/** `GET /v1/me`: whose key this is; a way to check a key. */
export function me(): RequestHandler {
  return (_req, res) => {
    const {project, mode, credential} = apiCallerOf(res);
    res.json({
      project: {id: project.id, name: project.name, isSubAccount: false},
      team: {id: project.id, name: project.name},
      apiKey: {id: credential.id},
      isTestMode: mode === 'test',
    } satisfies Me);
  };
}

/** `POST /v1/sessions`: a browser credential for one client of the host. */
export function createSession(context: Context): RequestHandler {
  return async (req, res) => {
    const {project, projectId, mode} = apiCallerOf(res);
    const {scope, externalId, origin, expiresInMinutes, returnUrl, ...client} = parseBody(
      createSessionBody,
      req.body,
    );
    const assigned = await getAssignableNumber(context, {projectId, mode}, externalId, client);
    checkAllowedOrigin(project, origin);
    const clientSecret = `zpi_cs_${newSecret()}`;
    const now = context.clock.now();
    const session: Session = {
      id: context.newId('ses'),
      projectId,
      mode,
      // The schema has made sure that a connect session has one and a manage session has none.
      ...(externalId === undefined ? {scope: 'manage', externalId: null} : {scope: 'connect', externalId}),
      secretHash: hashSecret(clientSecret),
      origin,
      returnUrl: returnUrl ?? null,
      client: {...client, ...(assigned && {phoneNumber: assigned.phoneNumber})},
      createdAt: now,
      expiresAt: now + expiresInMinutes * 60_000,
    };
    await context.store.createSession(session);
    const created: CreatedSession = {
      id: session.id,
      clientSecret,
      scope,
      mode: session.mode,
      expiresAt: new Date(session.expiresAt).toISOString(),
    };
    res.status(201).json({session: created});
  };
}

function checkAllowedOrigin({settings}: Project, origin: string): void {
  const {allowedOrigins = []} = settings;
  if (allowedOrigins.length === 0 || allowedOrigins.includes(origin)) return;
  throw wrongField(
    'origin',
    'is not one of the project\'s "allowedOrigins". Use one of them, or add it with PATCH /v1/project.',
  );
}

/** `DELETE /v1/sessions/:id`: ends a session at once. */
export function deleteSession(context: Context): RequestHandler {
  return async (req, res) => {
    const deleted = await context.store.deleteSession(apiCallerOf(res), pathParameter(req, 'id'));
    if (!deleted) throw new ApiError('not_found', 'There is no such session.');
    res.status(204).end();
  };
}
