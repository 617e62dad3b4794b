import type {signup as english} from '../en/signup.ts';

export const signup: typeof english = {
  waiting: {
    heading: '別のウィンドウで完了してください',
    sentence: '画面の手順に沿って進めてください。完了すると、このページは自動で更新されます。',
  },
  openWindow: 'ウィンドウを開く',
  reopen: 'ウィンドウをもう一度開く',
  cancel: 'キャンセル',
  blocked: {
    heading: 'あと1回タップしてください',
    sentence: 'ブラウザが新しいウィンドウを開けませんでした。次のボタンから登録を開いてください。',
  },
  openTab: '新しいタブで開く',
  continueHere: 'このタブで続ける',
  usePhone: 'スマートフォンで続ける',
  elsewhere: {
    heading: '登録はすでに始まっています',
    sentence: '始めたウィンドウで続けるか、ここでやり直してください。',
  },
  continue: '続ける',
  startAgain: 'やり直す',
  finishing: {
    heading: 'もうすぐ完了です',
    sentence: '準備をしています。通常は数秒で終わります。',
  },
  steps: {
    discover: 'アカウントの確認',
    subscribe: 'メッセージの有効化',
    register: '番号の登録',
  },
  choose: (type) =>
    type === 'messenger'
      ? {
          heading: 'ページを選択してください',
          sentence: 'アカウントに複数のページがあります。接続するページを選択してください。',
        }
      : {
          heading: '番号を選択してください',
          sentence: 'アカウントに複数の番号があります。接続する番号を選択してください。',
        },
  tryAgain: 'もう一度試す',
  expired: 'この招待の有効期限が切れました',
  cancelled: 'この招待はキャンセルされました',
  startAnew: 'いつでもやり直せます。',
  askForNewLink: (project) => `新しいリンクを${project}にご依頼ください。`,
  refused: {
    heading: '現在表示できません',
    sentence:
      'ページを再読み込みするか、ログインし直してください。解決しない場合は、このサイトのサポートにお問い合わせください。',
  },
  linkRefused: {
    heading: 'このリンクは使えません',
    sentence: 'リンクが途中で切れていないかご確認いただくか、送信元の会社に新しいリンクをご依頼ください。',
  },
};
