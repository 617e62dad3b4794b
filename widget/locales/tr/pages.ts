import type {Connection} from '../../../server/contract/connection.ts';
import type {pages as english} from '../en/pages.ts';
import {plural} from '../plural.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');

export const pages: typeof english = {
  invites: (type, project) => `${project} sizi ${product(type)} hesabınızı bağlamaya davet ediyor`,
  invitationFor: (client) => `Davet edilen: ${client}`,
  explanation: (type, project) =>
    type === 'messenger'
      ? `facebook.com’da giriş yapıp Sayfanızı seçersiniz. Ardından ${project}, Sayfanız adına Messenger mesajları gönderip alabilir. Şifrenizi hiçbir zaman görmez.`
      : `facebook.com’da giriş yapar, işletmenizi seçer ve numaranızı onaylarsınız. Ardından ${project}, bu numarayla WhatsApp mesajları gönderip alabilir. Şifrenizi hiçbir zaman görmez.`,

  assigned: {
    heading: 'Numaranız',
    sentence: (project) =>
      `${project} bu numarayı sizin için ayırdı. Facebook penceresinde bunu seçin: başka bir numara bağlanamaz.`,
    code: (code) => `Test modunda kimse aramaz. Aramada okunacak kod: ${code}.`,
  },
  expires: (remaining, time) => `Bu bağlantının süresi ${remaining} doluyor (${time}).`,
  stranger: (project) => `${project} size yabancı mı? Bu sayfayı kapatın, hiçbir şey olmaz.`,
  introduction: (type) => ({
    heading: 'Başlamaya hazır mısınız?',
    text: `Yaklaşık ${type === 'messenger' ? '2' : '3'} dakika sürer. Son adımdan önce hiçbir şey bağlanmaz.`,
  }),
  continue: 'Facebook ile devam et',
  sdkLocale: 'tr_TR',
  popup: {
    waiting: 'Facebook penceresindeki adımları izleyin. Bitirdiğinizde bu sayfa kendiliğinden ilerler.',
    closed: 'Pencereyi kapattım',
    redirect: 'Pencere olmadan devam et',
  },

  steps: {
    dialog: 'Facebook’un yanıtını bekliyoruz.',
    exchange: 'Girişinizi Facebook ile doğruluyoruz.',
    discover: 'Paylaştıklarınızı arıyoruz.',
    choose: 'Birden fazla sonuç bulduk. Bağlamak istediğinizi seçin.',
    share: 'Hesabı hazırlıyoruz.',
    subscribe: 'Mesajları açıyoruz.',
    register: 'Numaranızı WhatsApp’a kaydediyoruz.',
    pin: 'Numaranızın PIN’i gerekiyor.',
    sync: 'Kişilerinizi ve mesajlarınızı istiyoruz.',
    complete: 'Bağlantınızı kaydediyoruz.',
    done: 'Bu son adımdı.',
  },
  reload: 'Bu sayfayı yenile',
  connectChosen: (type) => (type === 'messenger' ? 'Bu Sayfayı bağla' : 'Bu numarayı bağla'),
  loggedIn: (person) =>
    `Facebook’a ${person} olarak giriş yaptınız. Sayfanız burada yok mu? Sayfayı yöneten kişiyle yeniden başlayın ve Facebook penceresinde onu seçin.`,

  pin: {
    heading: 'Numaranızın PIN’ini girin',
    explanation:
      'WhatsApp, iki adımlı doğrulamanın PIN’ini istiyor. Bu PIN, numara WhatsApp için kurulurken, çoğu zaman kurulumu yapan şirket tarafından belirlenmiştir. SMS ile gelen kod değildir.',
    label: 'Altı haneli PIN',
    problems: {
      wrong: 'WhatsApp kabul etmedi. PIN’i veya iki adımlı doğrulamanın kapalı olduğunu kontrol edin.',
      format: 'PIN altı hanelidir.',
    },
    unknown: 'PIN’i bilmiyor musunuz? Kapatın',
    turnOff: [
      'business.facebook.com/wa/manage adresinde WhatsApp Yöneticisi’ni açın.',
      '“Telefon numaraları” altında bu numaranın ayarlarını açın.',
      '“İki adımlı doğrulama” altında bunu kapatın. Facebook onay için size bir e-posta gönderir.',
    ],
    turnedOff: 'Kapattım',
  },

  allDone: 'Hepsi bu kadar, teşekkürler',
  stillChecking:
    'WhatsApp bu numarayı hâlâ kontrol ediyor, bu yüzden ilk mesajlar biraz gecikebilir. Yapmanız gereken bir şey yok.',
  closeWindow: 'Bu pencereyi kapatabilirsiniz.',

  renewalOffer: (project) => `Yeni bir bağlantıyı ${project} size gönderebilir. İstemek için bir kez basın.`,
  askForRenewal: 'Yeni bağlantı iste',
  renewalRequested: 'İsteğiniz iletildi',
  renewalComes: (project) => `Yeni bir bağlantıya ihtiyacınız olduğu iletildi. ${project} size dönecek.`,

  replacedTitle: 'Başka bir pencerede yeniden başladınız',
  replacedSentence: 'Orada devam edin. Bu pencereye artık gerek yok.',
  startHere: 'Burada yeniden başla',
  lateTitle: 'Burada devam edemedik',
  lateSentence:
    'Çok uzun sürdü veya başka bir tarayıcıyla geri döndünüz. Hiçbir şey değişmedi. Başladığınız sayfaya veya bağlantıya gidip yeniden başlayın.',
  deletion: {
    done: 'Verileriniz silindi',
    running: 'Verileriniz siliniyor',
    requested: (time) => `İstek tarihi: ${time}.`,
    finished: (time, senders) =>
      `Tamamlanma tarihi: ${time}. ${senders === 0 ? 'Burada bağlı bir hesabınız yoktu.' : plural('tr', senders, {one: 'Bağlı bir hesap, Meta’nın bize onunla ilgili verdiği her şeyle birlikte kaldırıldı.', other: `Bağlı ${senders} hesap, Meta’nın bize onlarla ilgili verdiği her şeyle birlikte kaldırıldı.`})}`,
    unknown: 'Bu kod bilinmiyor',
    checkCode: 'Facebook’un verdiği adresin tam olduğundan emin olun.',
  },
  errorTitle: 'Bir sorun oluştu',
  errors: {
    rate_limited: 'Kısa sürede çok fazla deneme yapıldı. Bir dakika bekleyip yeniden deneyin.',
    storage_unavailable:
      'Hizmet kısa bir ara verdi. Hiçbir şey değişmedi. Birkaç dakika sonra yeniden deneyin.',
    forbidden: 'Bağlantıyı yeniden açıp oradan başlayın.',
    not_found: 'Bu adreste bir şey yok. Bağlantının tam olduğundan emin olun.',
    other: 'Bu sizin hatanız değil. Hiçbir şey değişmedi. Geri dönüp yeniden deneyin.',
  },
  back: (host) => `${host} sitesine dön`,
};
