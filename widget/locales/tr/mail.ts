import type {Connection} from '../../../server/contract/connection.ts';
import type {mail as english} from '../en/mail.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');

export const mail: typeof english = {
  invites: (type, project) => `${project} sizi ${product(type)} hesabınızı bağlamaya davet ediyor`,
  reminds: (type, project) => `Hatırlatma: ${project}, ${product(type)} hesabınızı bağlamanızı bekliyor`,
  invitationFor: (client) => `Davet edilen: ${client}`,
  testMode: 'Bu bir testtir. Gerçekte hiçbir şey bağlanmaz.',
  explanation: (type, project) =>
    type === 'messenger'
      ? `facebook.com’da giriş yapıp Sayfanızı seçersiniz. Ardından ${project}, Sayfanız adına Messenger mesajları gönderip alabilir. Şifrenizi hiçbir zaman görmez.`
      : `facebook.com’da giriş yapar, işletmenizi seçer ve numaranızı onaylarsınız. Ardından ${project}, bu numarayla WhatsApp mesajları gönderip alabilir. Şifrenizi hiçbir zaman görmez.`,
  needs: (type) => `Yaklaşık ${type === 'messenger' ? '2' : '3'} dakika için gerekenler:`,
  needed: (type) =>
    type === 'messenger'
      ? ['Sayfanızın tam kontrolüne sahip Facebook hesabı']
      : [
          'İşletmenizi yöneten Facebook hesabı',
          'SMS veya aramayla kod almak için telefonunuz',
          'WhatsApp uygulamasında kullanılmayan ya da oradan çıkarabileceğiniz bir numara',
        ],
  connect: (type) => `${product(type)} bağla`,
  worksUntil: (time) => `Bağlantının son geçerlilik zamanı: ${time}.`,
  plainLink: 'Düğme çalışmazsa bu adresi tarayıcınıza kopyalayın:',
  stranger: (project) => `${project} size yabancı mı? Bu e-postayı dikkate almayın, hiçbir şey olmaz.`,
};
