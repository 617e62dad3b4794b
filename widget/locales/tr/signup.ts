import type {signup as english} from '../en/signup.ts';

export const signup: typeof english = {
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
  tryAgain: 'Yeniden dene',
  expired: 'Bu davetin süresi doldu',
  cancelled: 'Bu davet iptal edildi',
  startAnew: 'Dilediğiniz zaman yeniden başlayabilirsiniz.',
  askForNewLink: (project) => `Yeni bir bağlantı için ${project} ile iletişime geçin.`,
  refused: {
    heading: 'Bunu şu anda gösteremiyoruz',
    sentence: 'Sayfayı yenileyin veya tekrar giriş yapın. Sorun sürerse bu sitenin destek ekibine yazın.',
  },
  linkRefused: {
    heading: 'Bu bağlantı çalışmıyor',
    sentence: 'Bağlantının tam olduğundan emin olun veya gönderen şirketten yenisini isteyin.',
  },
};
