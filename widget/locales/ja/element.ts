import type {Connection} from '../../../server/contract/connection.ts';
import type {element as english} from '../en/element.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');

export const element: typeof english = {
  loading: '読み込み中…',
  testMode: 'テストモード',
  connect: (type) => `${product(type)}を接続`,
  introduction: (type, project) => ({
    heading: `${product(type)}を接続しましょう`,
    sentence:
      type === 'messenger'
        ? `Facebookページを${project}に接続します。Facebookアカウントをご用意ください。所要時間は約2分です。`
        : `WhatsApp Businessの番号を${project}に接続します。Facebookアカウントと電話をご用意ください。所要時間は約3分です。`,
  }),
  needs: 'ご用意いただくもの',
  opening: '開いています…',
  connected: (type, project) => ({
    heading: `${product(type)}を接続しました`,
    sentence: `${project}から${product(type)}のメッセージを送受信できるようになりました。`,
  }),
  failed: {
    heading: 'うまくいきませんでした',
    sentence: 'しばらくしてから、もう一度お試しください。',
  },
  offline: {
    heading: '現在つながりません',
    sentence: 'インターネット接続をご確認ください。その間も再接続を試みています。',
  },
  tryNow: '今すぐ試す',
  unreachable: 'サービスに接続できませんでした。インターネット接続を確認して、もう一度お試しください。',
  tooManyTries: '試行回数が多すぎます。1分待ってから、もう一度お試しください。',
};
