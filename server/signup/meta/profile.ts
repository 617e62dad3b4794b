import {z} from 'zod';
import type {Profile, UpdateProfileBody} from '../../contract/profile.ts';
import type {ProfileProvider, ProfileRefusal, ProfileSilence} from '../../senders/profile-provider.ts';
import type {GraphClient, GraphProblem} from './graph.ts';
import {failureOf, isLater} from './reasons.ts';

const fields = 'about,address,description,email,profile_picture_url,vertical,websites';

/** Meta writes what is not set as nothing or as an empty text. */
const text = z.string().optional();
const profileAnswer = z.object({
  data: z.tuple([
    z.object({
      about: text,
      address: text,
      description: text,
      email: text,
      profile_picture_url: text,
      vertical: text,
      websites: z.array(z.string()).optional(),
    }),
  ]),
});
const doneAnswer = z.object({success: z.literal(true)});

/** WhatsApp Business profiles of the Cloud API: `/{phone-number-id}/whatsapp_business_profile`. */
export function createMetaProfiles(graph: GraphClient): ProfileProvider {
  return {
    async readProfile(phone, {businessToken}) {
      const answer = await graph.call({
        path: pathOf(phone),
        query: {fields},
        accessToken: businessToken,
        isRepeatable: false,
      });
      if (answer.kind !== 'answer') return problemOf(answer);
      const parsed = profileAnswer.safeParse(answer.body);
      return parsed.success
        ? {kind: 'found', profile: toProfile(parsed.data.data[0])}
        : {kind: 'unavailable'};
    },

    async updateProfile(phone, change, {businessToken}) {
      const answer = await graph.call({
        method: 'POST',
        path: pathOf(phone),
        body: {messaging_product: 'whatsapp', ...toMeta(change)},
        accessToken: businessToken,
        isRepeatable: false,
      });
      if (answer.kind !== 'answer') return problemOf(answer);
      return doneAnswer.safeParse(answer.body).success ? {kind: 'done'} : {kind: 'unavailable'};
    },
  };
}

function pathOf({accountId}: {accountId: string}): string {
  return `/${accountId}/whatsapp_business_profile`;
}

function problemOf(problem: GraphProblem): ProfileRefusal | ProfileSilence {
  if (problem.kind !== 'error' || isLater(failureOf(problem, 'internal_error'))) return {kind: 'unavailable'};
  return {kind: 'refused', code: problem.error.code, subcode: problem.error.subcode};
}

function toProfile(found: z.infer<typeof profileAnswer>['data'][0]): Profile {
  const {profile_picture_url: profilePictureUrl, ...others} = found;
  const set = Object.entries({...others, profilePictureUrl}).filter(([, value]) => value?.length);
  return Object.fromEntries(set);
}

/** Meta clears what is set to nothing. */
function toMeta(change: UpdateProfileBody): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(change)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, value ?? (name === 'websites' ? [] : '')]),
  );
}
