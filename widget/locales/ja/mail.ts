import type {Connection} from '../../../server/contract/connection.ts';
import type {mail as english} from '../en/mail.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');

export const mail: typeof english = {
  invites: (type, project) => `${project}から${product(type)}接続のご招待`,
  reminds: (type, project) => `リマインダー：${project}が${product(type)}の接続をお待ちしています`,
  invitationFor: (client) => `${client}様へのご招待`,
  testMode: 'これはテストです。実際には何も接続されません。',
  explanation: (type, project) =>
    type === 'messenger'
      ? `facebook.comでログインし、ページを選択します。その後、${project}からそのページのMessengerメッセージを送受信できます。パスワードが知られることはありません。`
      : `facebook.comでログインし、ビジネスを選択して番号を確認します。その後、${project}からその番号でWhatsAppメッセージを送受信できます。パスワードが知られることはありません。`,
  needs: (type) => `ご用意いただくもの（所要時間は約${type === 'messenger' ? '2' : '3'}分）：`,
  needed: (type) =>
    type === 'messenger'
      ? ['ページのフルコントロールを持つFacebookアカウント']
      : [
          'ビジネスを管理しているFacebookアカウント',
          'SMSまたは電話でコードを受け取るための電話',
          'WhatsAppアプリで使用していない番号、またはアプリから外せる番号',
        ],
  connect: (type) => `${product(type)}を接続`,
  worksUntil: (time) => `リンクの有効期限：${time}`,
  plainLink: 'ボタンが使えない場合は、このアドレスをブラウザにコピーしてください：',
  stranger: (project) => `${project}に心当たりがない場合は、このメールを無視してください。何も起こりません。`,
};
