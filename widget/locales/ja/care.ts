import type {care as english} from '../en/care.ts';

export const care: typeof english = {
  health: {
    connected: '問題ありません。',
    in_review: 'WhatsAppがこのアカウントを確認中です。その間も通常どおり使えます。',
    disconnected: 'メッセージが止まっています。Facebookがこのアカウントを制限しています。',
    lost: 'メッセージが止まっています。許可が取り消されました。再接続して許可し直してください。',
    pending: 'WhatsAppがこの番号を準備中です。受信はできます。送信もまもなく可能になります。',
  },
  reconnect: '再接続',
  disconnect: '接続を解除',
  confirm: {
    heading: '接続を解除しますか？',
    sentence: (project) => `${project}からメッセージを送受信できなくなります。`,
    keep: '接続したままにする',
    again: (project) => `まず以前の接続を解除します。その後、初回と同じ手順で${project}に接続してください。`,
  },
  sendTest: 'テストメッセージを送信',
  arrived: (text) => `「${text}」が届きました。`,
  tryIt: (type) =>
    type === 'messenger'
      ? '試すには、別のアカウントからページにメッセージを送ってください。'
      : '試すには、別の電話から番号にメッセージを送ってください。',
  problem: 'うまくいきませんでした。しばらくしてから、もう一度お試しください。',
};
