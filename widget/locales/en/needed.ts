import type {Connection} from '../../../server/contract/connection.ts';

/** What a person has to have before they start; less where the number was assigned. Loaded when somebody wants to know. */
export const needed = (type: Connection['connectionType'], hasNumber: boolean): string[] =>
  type === 'messenger'
    ? ['The Facebook account that has full control of your Page']
    : [
        'The Facebook account that manages your business',
        ...(hasNumber
          ? []
          : [
              'Your phone at hand, to get a code by SMS or call',
              'A number that is not used in the WhatsApp app, or that you are ready to move out of it',
            ]),
      ];
