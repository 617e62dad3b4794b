import type {Connection} from '../../../server/contract/connection.ts';
import type {pages as english} from '../en/pages.ts';
import {plural} from '../plural.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');

export const pages: typeof english = {
  invites: (type, project) => `${project}から${product(type)}接続のご招待`,
  invitationFor: (client) => `${client}様へのご招待`,
  explanation: (type, project) =>
    type === 'messenger'
      ? `facebook.comでログインし、ページを選択します。その後、${project}からそのページのMessengerメッセージを送受信できます。パスワードが知られることはありません。`
      : `facebook.comでログインし、ビジネスを選択して番号を確認します。その後、${project}からその番号でWhatsAppメッセージを送受信できます。パスワードが知られることはありません。`,

  assigned: {
    heading: 'お客様の番号',
    sentence: (project) =>
      `${project}がご用意した番号です。Facebookのウィンドウでこの番号を選択してください。他の番号は接続できません。`,
    code: (code) => `テストモードでは電話はかかりません。電話でお伝えするコードは${code}です。`,
  },
  expires: (remaining, time) => `このリンクは${remaining}に期限が切れます（${time}）。`,
  stranger: (project) => `${project}に心当たりがない場合は、このページを閉じてください。何も起こりません。`,
  introduction: (type) => ({
    heading: '始めましょう',
    text: `所要時間は約${type === 'messenger' ? '2' : '3'}分です。最後の手順まで、何も接続されません。`,
  }),
  continue: 'Facebookで続行',
  sdkLocale: 'ja_JP',
  popup: {
    waiting: 'Facebookのウィンドウの手順に沿って進めてください。完了すると、このページは自動で進みます。',
    closed: 'ウィンドウを閉じました',
    redirect: 'ウィンドウを使わずに続ける',
  },

  steps: {
    dialog: 'Facebookの応答を待っています。',
    exchange: 'Facebookでログインを確認しています。',
    discover: '共有された内容を確認しています。',
    choose: '複数見つかりました。接続するものを選択してください。',
    share: 'アカウントを準備しています。',
    subscribe: 'メッセージを有効にしています。',
    register: '番号をWhatsAppに登録しています。',
    pin: '番号のPINが必要です。',
    sync: '連絡先とメッセージを取得しています。',
    complete: '接続を保存しています。',
    done: 'これで最後の手順です。',
  },
  reload: 'このページを更新',
  connectChosen: (type) => (type === 'messenger' ? 'このページを接続' : 'この番号を接続'),
  loggedIn: (person) =>
    `Facebookに${person}としてログインしています。お探しのページがない場合は、ページを管理している人とやり直し、Facebookのウィンドウで選択してください。`,

  pin: {
    heading: '番号のPINを入力してください',
    explanation:
      'WhatsAppが2段階認証のPINを求めています。この番号をWhatsApp用に設定したときに、多くは設定を行った会社が決めたものです。SMSで届いたコードではありません。',
    label: '6桁のPIN',
    problems: {
      wrong:
        'WhatsAppに受け付けられませんでした。PINを確認するか、2段階認証がオフになっているかご確認ください。',
      format: 'PINは6桁の数字です。',
    },
    unknown: 'PINがわからない場合はオフにできます',
    turnOff: [
      'business.facebook.com/wa/manageでWhatsAppマネージャを開きます。',
      '「電話番号」で、この番号の設定を開きます。',
      '「2段階認証」をオフにします。Facebookから確認メールが届きます。',
    ],
    turnedOff: 'オフにしました',
  },

  allDone: 'すべて完了しました',
  stillChecking:
    'WhatsAppがこの番号を確認中のため、最初のメッセージには時間がかかることがあります。お客様の操作は必要ありません。',
  closeWindow: 'このウィンドウは閉じてかまいません。',

  renewalOffer: (project) => `ボタンを押すだけで、${project}に新しいリンクを依頼できます。`,
  askForRenewal: '新しいリンクを依頼',
  renewalRequested: 'ご依頼を送信しました',
  renewalComes: (project) => `新しいリンクが必要なことを${project}に伝えました。ご連絡をお待ちください。`,

  replacedTitle: '別のウィンドウでやり直されました',
  replacedSentence: 'そちらで続けてください。このウィンドウはもう必要ありません。',
  startHere: 'ここでやり直す',
  lateTitle: 'ここでは続けられません',
  lateSentence:
    '時間がかかりすぎたか、別のブラウザで戻られました。何も変更されていません。始めたページまたはリンクに戻って、やり直してください。',
  deletion: {
    done: 'データを削除しました',
    running: 'データを削除しています',
    requested: (time) => `ご依頼日時：${time}。`,
    finished: (time, senders) =>
      `削除日時：${time}。${senders === 0 ? '接続されたアカウントはありませんでした。' : plural('ja', senders, {other: `接続されたアカウント${senders}件を、Metaから受け取った情報とともに削除しました。`})}`,
    unknown: 'このコードは確認できません',
    checkCode: 'Facebookから届いたアドレスが途中で切れていないかご確認ください。',
  },
  errorTitle: '問題が発生しました',
  errors: {
    rate_limited: '短時間に試行回数が多すぎました。1分待ってから、もう一度お試しください。',
    storage_unavailable:
      'サービスが一時的に停止しています。何も変更されていません。数分後にもう一度お試しください。',
    forbidden: 'リンクをもう一度開き、そこから始めてください。',
    not_found: 'このアドレスには何もありません。リンクが途中で切れていないかご確認ください。',
    other: 'お客様の操作が原因ではありません。何も変更されていません。戻って、もう一度お試しください。',
  },
  back: (host) => `${host}に戻る`,
};
