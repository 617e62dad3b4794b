import type {failures as englishFailures, phone as englishPhone} from '../en/later.ts';

export const failures: typeof englishFailures = {
  fb_cancelled: {
    title: '登録が完了する前に閉じられました',
    advice: '何も変更されていません。もう一度試し、最後まで進めてください。',
  },
  fb_not_authorized: {
    title: '許可が足りません',
    advice:
      'もう一度試し、すべての許可にチェックを入れたままにしてください。Facebookでビジネスの管理者である必要があります。',
  },
  signup_abandoned: {
    title: '登録が完了していません',
    advice: 'もう一度試し、30分以内に完了してください。Facebookのログイン情報をご用意ください。',
  },
  meta_no_pages: {
    title: 'Facebookページが見つかりません',
    advice:
      'もう一度試し、管理しているページを1つ以上選択してください。ない場合は、先にFacebookで作成してください。',
  },
  internal_error: {
    title: 'サービス側で問題が発生しました',
    advice:
      '数分待ってから、もう一度お試しください。繰り返す場合は、サービスのサポートにお問い合わせください。',
  },
  code_expired: {
    title: '登録に時間がかかりすぎました',
    advice: 'もう一度試し、長く中断せずに進めてください。',
  },
  code_already_used: {
    title: 'この登録はすでに使用されています',
    advice: '登録の他のウィンドウを閉じて、もう一度お試しください。',
  },
  configuration_error: {
    title: 'サービスの設定に誤りがあります',
    advice: 'お客様の側では解決できません。この内容をサービスのサポートにお伝えください。',
  },
  token_exchange_failed: {
    title: 'Facebookが接続を確認できませんでした',
    advice: '1分待ってから、もう一度お試しください。',
  },
  token_invalid: {
    title: 'Facebookが接続を承認しませんでした',
    advice: 'もう一度お試しください。正しいFacebookアカウントでログインしているかご確認ください。',
  },
  waba_not_found: {
    title: 'WhatsApp Businessアカウントが見つかりません',
    advice: 'もう一度試し、FacebookのウィンドウでWhatsApp Businessアカウントを選択または作成してください。',
  },
  no_phone_number: {
    title: 'アカウントに電話番号がありません',
    advice: 'もう一度試し、Facebookのウィンドウで電話番号を追加してください。',
  },
  phone_not_verified: {
    title: '電話番号が確認されていません',
    advice: 'もう一度試し、SMSまたは電話で届くコードを入力してください。電話をお手元にご用意ください。',
  },
  phone_country_not_allowed: {
    title: 'この国の番号は接続できません',
    advice: '別の国の番号で試すか、サービスのサポートにお問い合わせください。',
  },
  phone_already_connected: {
    title: 'この番号はすでに接続されています',
    advice: '別の番号で試すか、先に現在の接続を解除してください。',
  },
  phone_mismatch: {
    title: '別の番号が選択されました',
    advice: 'もう一度試し、Facebookのウィンドウで、割り当てられた番号を選択してください。',
  },
  pin_mismatch: {
    title: '番号がPINで保護されています',
    advice:
      'WhatsAppを設定した人にPINを確認するか、WhatsAppマネージャで2段階認証をオフにしてもらい、もう一度お試しください。',
  },
  registration_rate_limited: {
    title: 'この番号での試行回数が多すぎます',
    advice: 'WhatsAppの制限により、3日後にもう一度試すか、別の番号をお使いください。',
  },
  webhook_subscription_failed: {
    title: 'メッセージを有効にできませんでした',
    advice:
      '数分待ってから、もう一度お試しください。繰り返す場合は、サービスのサポートにお問い合わせください。',
  },
  account_restricted: {
    title: 'Facebookがアカウントを制限しています',
    advice:
      '理由はbusiness.facebook.com/business-support-homeでご確認ください。解決したら、もう一度お試しください。',
  },
  meta_rate_limited: {
    title: 'Facebookが混み合っています',
    advice: '1時間ほど待ってから、もう一度お試しください。',
  },
  meta_unavailable: {
    title: '現在Facebookが応答していません',
    advice: '数分待ってから、もう一度お試しください。失われたものはありません。',
  },
  meta_flow_error: {
    title: 'Facebookでエラーが発生しました',
    advice:
      '数分待ってから、もう一度お試しください。Facebookのウィンドウに案内が出た場合は、先に従ってください。',
  },
  page_subscription_failed: {
    title: 'ページを接続できませんでした',
    advice:
      'ページのフルコントロールを持つ人がもう一度試し、すべての許可にチェックを入れたままにしてください。',
  },
  credit_line_failed: {
    title: '支払いを設定できませんでした',
    advice: 'お客様の側では解決できません。この内容をサービスのサポートにお伝えください。',
  },
};

export const phone: typeof englishPhone = {
  heading: 'スマートフォンで続ける',
  scan: 'スマートフォンのカメラで読み取ってください。このページは自動で更新されます。',
  open: 'このリンクをスマートフォンで開いてください。このページは自動で更新されます。',
  qrCode: 'リンクのQRコード',
  back: '戻る',
};
