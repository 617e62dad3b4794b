import type {Connection} from '../../../server/contract/connection.ts';
import type {element as english} from '../en/element.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');

export const element: typeof english = {
  loading: 'Yükleniyor…',
  testMode: 'Test modu',
  connect: (type) => `${product(type)} bağla`,
  introduction: (type, project) => ({
    heading: `${product(type)} hesabınızı bağlayın`,
    sentence:
      type === 'messenger'
        ? `Facebook Sayfanızı ${project} ile bağlayın. Facebook hesabınız gerekli. Yaklaşık 2 dakika sürer.`
        : `WhatsApp Business numaranızı ${project} ile bağlayın. Facebook hesabınız ve telefonunuz gerekli. Yaklaşık 3 dakika sürer.`,
  }),
  needs: 'Gerekenler',
  opening: 'Açılıyor…',
  connected: (type, project) => ({
    heading: `${product(type)} bağlandı`,
    sentence: `${project} artık sizin adınıza ${product(type)} mesajları gönderip alabilir.`,
  }),
  failed: {
    heading: 'Bu olmadı',
    sentence: 'Lütfen biraz sonra yeniden deneyin.',
  },
  offline: {
    heading: 'Şu anda bağlantı yok',
    sentence: 'İnternet bağlantınızı kontrol edin. Bu arada denemeye devam ediyoruz.',
  },
  tryNow: 'Şimdi dene',
  unreachable: 'Hizmete ulaşılamadı. İnternet bağlantınızı kontrol edip yeniden deneyin.',
  tooManyTries: 'Çok fazla deneme yapıldı. Bir dakika bekleyip yeniden deneyin.',
};
