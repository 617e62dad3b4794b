import type {RequestHandler} from 'express';
import {apiCallerOf} from '../access/require.ts';
import type {Context} from '../context.ts';
import {updateProjectBody} from '../contract/projects.ts';
import {ApiError} from '../errors.ts';
import {parseBody} from '../parse.ts';
import {defaultReminderDays, toWire} from './project.ts';

/** `GET /v1/project` */
export function retrieveProject(context: Context): RequestHandler {
  return (_req, res) => {
    res.json({project: toWire(apiCallerOf(res).project, context.config.mail !== undefined)});
  };
}

/** `PATCH /v1/project` */
export function updateProject(context: Context): RequestHandler {
  return async (req, res) => {
    const change = parseBody(updateProjectBody, req.body);
    const project = await context.store.changeSettings(
      apiCallerOf(res).projectId,
      change,
      change.reminderDays === undefined
        ? undefined
        : {days: change.reminderDays ?? defaultReminderDays, now: context.clock.now()},
    );
    if (!project) throw new ApiError('not_found', 'This project is not there any more.');
    res.json({project: toWire(project, context.config.mail !== undefined)});
  };
}
