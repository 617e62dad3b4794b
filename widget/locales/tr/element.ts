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

  opening: 'Açılıyor…',
  waiting: {
    heading: 'Diğer pencerede tamamlayın',
    sentence: 'Oradaki adımları izleyin. Bitirdiğinizde bu sayfa kendiliğinden güncellenir.',
  },
  openWindow: 'Pencereyi aç',
  reopen: 'Pencereyi yeniden aç',
  cancel: 'İptal',

  blocked: {
    heading: 'Bir dokunuş daha',
    sentence: 'Tarayıcınız yeni pencereye izin vermedi. Kaydı siz açın:',
  },
  openTab: 'Yeni sekmede aç',
  continueHere: 'Bu sekmede devam et',

  usePhone: 'Telefonda devam et',

  elsewhere: {
    heading: 'Kayıt zaten başlatıldı',
    sentence: 'Başlattığınız pencerede devam edin veya burada yeniden başlayın.',
  },
  continue: 'Devam et',
  startAgain: 'Yeniden başla',

  finishing: {
    heading: 'Neredeyse bitti',
    sentence: 'Her şeyi hazırlıyoruz. Genellikle birkaç saniye sürer.',
  },
  steps: {
    discover: 'Hesabı bul',
    subscribe: 'Mesajları aç',
    register: 'Numarayı kaydet',
  },

  choose: (type) =>
    type === 'messenger'
      ? {
          heading: 'Sayfanızı seçin',
          sentence: 'Hesabınızda birden fazla Sayfa var. Bağlamak istediğinizi seçin.',
        }
      : {
          heading: 'Numaranızı seçin',
          sentence: 'Hesabınızda birden fazla numara var. Bağlamak istediğinizi seçin.',
        },

  connected: (type, project) => ({
    heading: `${product(type)} bağlandı`,
    sentence: `${project} artık sizin adınıza ${product(type)} mesajları gönderip alabilir.`,
  }),

  failed: {
    heading: 'Bu olmadı',
    sentence: 'Lütfen biraz sonra yeniden deneyin.',
  },
  tryAgain: 'Yeniden dene',

  expired: 'Bu davetin süresi doldu',
  cancelled: 'Bu davet iptal edildi',
  startAnew: 'Dilediğiniz zaman yeniden başlayabilirsiniz.',
  askForNewLink: (project) => `Yeni bir bağlantı için ${project} ile iletişime geçin.`,

  offline: {
    heading: 'Şu anda bağlantı yok',
    sentence: 'İnternet bağlantınızı kontrol edin. Bu arada denemeye devam ediyoruz.',
  },
  tryNow: 'Şimdi dene',

  refused: {
    heading: 'Bunu şu anda gösteremiyoruz',
    sentence: 'Sayfayı yenileyin veya tekrar giriş yapın. Sorun sürerse bu sitenin destek ekibine yazın.',
  },
  linkRefused: {
    heading: 'Bu bağlantı çalışmıyor',
    sentence: 'Bağlantının tam olduğundan emin olun veya gönderen şirketten yenisini isteyin.',
  },

  unreachable: 'Hizmete ulaşılamadı. İnternet bağlantınızı kontrol edip yeniden deneyin.',
  tooManyTries: 'Çok fazla deneme yapıldı. Bir dakika bekleyip yeniden deneyin.',
};
