import type {Context} from '../context.ts';
import type {Profile, UpdateProfileBody} from '../contract/profile.ts';
import {ApiError} from '../errors.ts';
import type {Scope} from '../projects/project.ts';
import {changeRemoteProfile, isAtZavu, readRemoteProfile} from '../zavu/senders.ts';
import type {ProfileProvider, ProfileRefusal, ProfileSilence} from './profile-provider.ts';
import {noteToken} from './news.ts';
import type {Sender} from './sender.ts';

/** What Meta has now; `undefined` when there is no such sender. Throws `meta_refused`, `meta_unavailable`, and
 * `invalid_request` for a Page. */
export async function readProfile(
  context: Context,
  scope: Scope,
  senderId: string,
): Promise<Profile | undefined> {
  const sender = await context.store.findSender(scope, senderId);
  if (sender && isAtZavu(sender)) return readRemoteProfile(context, sender);
  return sender && read(context, sender);
}

/**
 * Changes what is named and answers everything that Meta has then; `undefined` when there is no such sender. Throws as
 * `readProfile` does; repeating it does no harm.
 */
export async function changeProfile(
  context: Context,
  scope: Scope,
  senderId: string,
  change: UpdateProfileBody,
): Promise<Profile | undefined> {
  const sender = await context.store.findSender(scope, senderId);
  if (!sender) return undefined;
  // Meta refuses a change that changes nothing.
  const isChange = Object.values(change).some((value) => value !== undefined);
  if (isAtZavu(sender)) {
    return isChange ? changeRemoteProfile(context, sender, change) : readRemoteProfile(context, sender);
  }
  if (isChange) {
    const provider = providerOf(context, sender);
    const result = await provider.updateProfile(sender, change, openToken(context, sender));
    if (result.kind !== 'done') throw await failed(context, sender, result);
  }
  return read(context, sender);
}

async function read(context: Context, sender: Sender): Promise<Profile> {
  const result = await providerOf(context, sender).readProfile(sender, openToken(context, sender));
  if (result.kind !== 'found') throw await failed(context, sender, result);
  await noteToken(context, sender, true);
  return result.profile;
}

function providerOf(context: Context, {mode, channel}: Sender): ProfileProvider {
  if (channel !== 'whatsapp') {
    throw new ApiError(
      'invalid_request',
      'This sender is a Facebook Page: only WhatsApp numbers have a business profile here. What people see about a Page is changed on Facebook.',
    );
  }
  const provider = context.profileProviders[mode];
  if (provider) return provider;
  throw new ApiError(
    'meta_unavailable',
    `This service is not connected to Meta in ${mode} mode. Set SIGNUP_PROVIDER, or SANDBOX=on for test mode.`,
  );
}

function openToken({secrets}: Context, sender: Sender): {businessToken: string} {
  if (sender.sealedBusinessToken === '') throw refused(tokenCodes[0]);
  return {businessToken: secrets.open(sender.sealedBusinessToken, `${sender.id}:business_token`)};
}

/** Meta's numbers for a token that it does not take any more. */
const tokenCodes = [190, 0] as const;

async function failed(
  context: Context,
  sender: Sender,
  result: ProfileRefusal | ProfileSilence,
): Promise<ApiError> {
  if (result.kind === 'unavailable') {
    return new ApiError(
      'meta_unavailable',
      'Meta did not answer, or asks to be called later. Send the same request again; it does no harm twice.',
    );
  }
  const {code, subcode} = result;
  if (tokenCodes.some((tokenCode) => tokenCode === code)) await noteToken(context, sender, false);
  return refused(code, subcode);
}

function refused(code: number, subcode?: number): ApiError {
  return new ApiError(
    'meta_refused',
    `Meta refused with its error ${code}. If it is about permission or the token, the client has to connect again.`,
    {metaCode: code, ...(subcode !== undefined && {metaSubcode: subcode})},
  );
}
