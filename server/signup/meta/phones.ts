import {z} from 'zod';
import type {WhatsAppOption} from '../attempt.ts';
import type {Failure} from '../provider.ts';
import {graphId} from './graph-id.ts';
import type {GraphClient, GraphProblem} from './graph.ts';
import {readAll} from './paging.ts';

const fields =
  'id,display_phone_number,verified_name,code_verification_status,platform_type,status,is_on_biz_app';

/** All but the first two may be missing, and the sets of their values are open. */
const phone = z.object({
  id: graphId,
  display_phone_number: z.string(),
  verified_name: z.string().nullish(),
  code_verification_status: z.string().nullish(),
  platform_type: z.string().nullish(),
  status: z.string().nullish(),
  is_on_biz_app: z.boolean().nullish(),
});
export type Phone = z.infer<typeof phone>;

/** Every number of an account, all pages of them. */
export function listPhones(
  graph: GraphClient,
  wabaId: string,
  accessToken: string,
): Promise<{kind: 'listed'; items: Phone[]} | GraphProblem | Failure> {
  return readAll(graph, {path: `/${wabaId}/phone_numbers`, query: {fields}, accessToken}, phone);
}

/** The client goes on using it in the WhatsApp Business app; that registered it, so we must not. */
export function isCoexistence({is_on_biz_app: isOnApp, platform_type: platform}: Phone): boolean {
  return isOnApp === true && platform === 'CLOUD_API';
}

/** Already registered for the Cloud API: calling once more would only be counted. `LINKED` and what else there may be is. */
export function isRegistered({status, platform_type: platform}: Pick<Phone, 'status' | 'platform_type'>) {
  if (status === 'CONNECTED') return true;
  return platform === 'CLOUD_API' && !['PENDING', 'DISCONNECTED', 'UNVERIFIED'].includes(status ?? '');
}

/** A number that Meta itself gives away ("display name only"): nobody is sent a code, and it counts as American. */
export function isFromMeta({display_phone_number: shown}: Phone): boolean {
  return /^1555\d{7}$/.test(shown.replace(/\D/g, ''));
}

/** Meta has made sure whose it is. What is in use has been verified, even when that has lapsed since. */
export function isVerified(phone: Phone): boolean {
  return (
    phone.code_verification_status === 'VERIFIED' ||
    isRegistered(phone) ||
    isCoexistence(phone) ||
    isFromMeta(phone)
  );
}

export function toOption(waba: {id: string; name: string | null}, phone: Phone): WhatsAppOption {
  return {
    channel: 'whatsapp',
    wabaId: waba.id,
    wabaName: waba.name,
    accountId: phone.id,
    phoneNumber: `+${phone.display_phone_number.replace(/\D/g, '')}`,
    displayPhoneNumber: phone.display_phone_number,
    name: phone.verified_name ?? null,
    isCoexistence: isCoexistence(phone),
  };
}
