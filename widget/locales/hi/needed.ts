import type {needed as english} from '../en/needed.ts';

export const needed: typeof english = (type, hasNumber) =>
  type === 'messenger'
    ? ['वह Facebook अकाउंट जिसके पास आपके पेज का पूरा कंट्रोल है']
    : [
        'वह Facebook अकाउंट जो आपका बिज़नेस संभालता है',
        ...(hasNumber
          ? []
          : [
              'आपका फ़ोन, ताकि SMS या कॉल से कोड मिल सके',
              'ऐसा नंबर जो WhatsApp ऐप में इस्तेमाल न हो रहा हो, या जिसे आप वहाँ से हटा सकें',
            ]),
      ];
