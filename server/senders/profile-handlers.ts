import type {RequestHandler} from 'express';
import type {z} from 'zod';
import {apiCallerOf} from '../access/require.ts';
import type {Context} from '../context.ts';
import {type profileAnswer, updateProfileBody, type updatedProfileAnswer} from '../contract/profile.ts';
import {ApiError} from '../errors.ts';
import {parseBody, pathParameter} from '../parse.ts';
import {noSuchSender} from './handlers.ts';
import {changeProfile, readProfile} from './profile.ts';

/** `GET /v1/senders/:id/profile` */
export function retrieveProfile(context: Context): RequestHandler {
  return async (req, res) => {
    const profile = await readProfile(context, apiCallerOf(res), pathParameter(req, 'id'));
    if (!profile) throw noSuchSender();
    res.json({profile} satisfies z.infer<typeof profileAnswer>);
  };
}

/** `PATCH /v1/senders/:id/profile` */
export function updateProfile(context: Context): RequestHandler {
  return async (req, res) => {
    const change = parseBody(updateProfileBody, req.body);
    const profile = await changeProfile(context, apiCallerOf(res), pathParameter(req, 'id'), change);
    if (!profile) throw noSuchSender();
    res.json({success: true, profile} satisfies z.infer<typeof updatedProfileAnswer>);
  };
}

/** `POST /v1/senders/:id/profile/picture`: always refused. */
export function refuseProfilePicture(): RequestHandler {
  return () => {
    throw new ApiError(
      'invalid_request',
      'Profile pictures cannot be uploaded here: this service fetches no images. Set it in the WhatsApp Manager; the other fields are set with PATCH /v1/senders/:id/profile.',
    );
  };
}
