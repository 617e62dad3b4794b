import {z} from 'zod';
import type {WhatsAppOption} from '../attempt.ts';
import type {AttemptSecrets, Failure} from '../provider.ts';
import type {GraphClient} from './graph.ts';
import {failureOf} from './reasons.ts';

/** More pages than this is not a business with too many numbers but an answer that never ends. */
const pagesMax = 20;

const phoneNumbersAnswer = z.object({
  data: z.array(
    z.object({
      id: z.coerce.string(),
      display_phone_number: z.string(),
      verified_name: z.string().optional(),
      code_verification_status: z.string().optional(),
    }),
  ),
  paging: z
    .object({cursors: z.object({after: z.string().optional()}).optional(), next: z.string().optional()})
    .optional(),
});

const phoneFields = 'id,display_phone_number,verified_name,code_verification_status,platform_type';

export interface FoundPhone {
  option: WhatsAppOption;
  isVerified: boolean;
}

/** Every number of an account, all pages of them. */
export async function listPhones(
  graph: GraphClient,
  wabaId: string,
  secrets: AttemptSecrets,
): Promise<{kind: 'listed'; phones: FoundPhone[]} | Failure> {
  const phones: FoundPhone[] = [];
  let after: string | undefined;
  for (let page = 0; page < pagesMax; page += 1) {
    const answer = await graph.call({
      path: `/${wabaId}/phone_numbers`,
      query: {fields: phoneFields, limit: '100', ...(after !== undefined && {after})},
      accessToken: secrets.businessToken,
      isRepeatable: true,
    });
    if (answer.kind !== 'answer') return failureOf(answer, 'waba_not_found');
    const parsed = phoneNumbersAnswer.safeParse(answer.body);
    if (!parsed.success)
      return {kind: 'failed', reason: 'internal_error', detail: {unexpected: 'phone_numbers'}};
    phones.push(...parsed.data.data.map((phone) => toFoundPhone(wabaId, phone)));
    after = parsed.data.paging?.cursors?.after;
    if (!parsed.data.paging?.next || after === undefined) break;
  }
  return {kind: 'listed', phones};
}

function toFoundPhone(wabaId: string, phone: z.infer<typeof phoneNumbersAnswer>['data'][number]): FoundPhone {
  return {
    option: {
      channel: 'whatsapp',
      wabaId,
      accountId: phone.id,
      phoneNumber: `+${phone.display_phone_number.replace(/\D/g, '')}`,
      displayPhoneNumber: phone.display_phone_number,
      name: phone.verified_name ?? null,
      isCoexistence: false,
    },
    isVerified: phone.code_verification_status === 'VERIFIED',
  };
}
