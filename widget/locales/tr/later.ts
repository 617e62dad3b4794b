import type {failures as englishFailures, phone as englishPhone} from '../en/later.ts';

export const failures: typeof englishFailures = {
  fb_cancelled: {
    title: 'Kaydı bitmeden kapattınız',
    advice: 'Hiçbir şey değişmedi. Yeniden deneyin ve adımları sonuna kadar izleyin.',
  },
  fb_not_authorized: {
    title: 'Bir izin eksik',
    advice:
      'Yeniden deneyin ve tüm izinleri işaretli bırakın. Facebook’ta işletmenin yöneticisi olmalısınız.',
  },
  signup_abandoned: {
    title: 'Kayıt tamamlanmadı',
    advice: 'Yeniden deneyin ve 30 dakika içinde bitirin. Facebook giriş bilgilerinizi hazır bulundurun.',
  },
  meta_no_pages: {
    title: 'Facebook Sayfası bulamadık',
    advice:
      'Yeniden deneyin ve yönettiğiniz en az bir Sayfa seçin. Sayfanız yoksa önce Facebook’ta oluşturun.',
  },
  internal_error: {
    title: 'Bizim tarafımızda bir sorun oluştu',
    advice:
      'Birkaç dakika bekleyip yeniden deneyin. Tekrarlanırsa bağlandığınız hizmetin destek ekibine yazın.',
  },
  code_expired: {
    title: 'Kayıt çok uzun sürdü',
    advice: 'Yeniden deneyin ve adımları uzun ara vermeden izleyin.',
  },
  code_already_used: {
    title: 'Bu kayıt zaten kullanılmış',
    advice: 'Kaydın diğer pencerelerini kapatıp yeniden deneyin.',
  },
  configuration_error: {
    title: 'Hizmet doğru ayarlanmamış',
    advice:
      'Bunu siz düzeltemezsiniz. Bu mesajı hizmetin destek ekibine gösterin, yanıt gelince yeniden deneyin.',
  },
  token_exchange_failed: {
    title: 'Facebook bağlantıyı onaylamadı',
    advice: 'Bir dakika bekleyip yeniden deneyin.',
  },
  token_invalid: {
    title: 'Facebook bağlantıyı kabul etmedi',
    advice: 'Yeniden deneyin. Doğru Facebook hesabıyla giriş yaptığınızdan emin olun.',
  },
  waba_not_found: {
    title: 'WhatsApp Business hesabı bulamadık',
    advice: 'Yeniden deneyin ve Facebook penceresinde bir WhatsApp Business hesabı seçin veya oluşturun.',
  },
  no_phone_number: {
    title: 'Hesabınızda telefon numarası yok',
    advice: 'Yeniden deneyin ve Facebook penceresinde bir telefon numarası ekleyin.',
  },
  phone_not_verified: {
    title: 'Telefon numarası doğrulanmadı',
    advice: 'Yeniden deneyin ve SMS veya aramayla gelen kodu girin. Telefonu yanınızda bulundurun.',
  },
  phone_country_not_allowed: {
    title: 'Bu ülkenin numaraları bağlanamıyor',
    advice: 'Başka bir ülkenin numarasıyla yeniden deneyin veya hizmetin destek ekibine sorun.',
  },
  phone_already_connected: {
    title: 'Bu numara zaten bağlı',
    advice: 'Başka bir numarayla yeniden deneyin veya önce bu numaranın şu anki bağlantısını kesin.',
  },
  phone_mismatch: {
    title: 'Bu başka bir numaraydı',
    advice: 'Yeniden deneyin ve Facebook penceresinde size ayrılan numarayı seçin.',
  },
  pin_mismatch: {
    title: 'Numara bir PIN ile korunuyor',
    advice:
      'PIN’i WhatsApp’ınızı kurandan isteyin ya da WhatsApp Yöneticisi’nde iki adımlı doğrulamayı kapatmasını söyleyin. Sonra yeniden deneyin.',
  },
  registration_rate_limited: {
    title: 'Bu numarayla çok fazla deneme yapıldı',
    advice:
      'WhatsApp beklemenizi istiyor. Üç gün sonra yeniden deneyin veya şimdi başka bir numara kullanın.',
  },
  webhook_subscription_failed: {
    title: 'Mesajları açamadık',
    advice:
      'Birkaç dakika bekleyip yeniden deneyin. Tekrarlanırsa bağlandığınız hizmetin destek ekibine yazın.',
  },
  account_restricted: {
    title: 'Facebook bu hesabı kısıtladı',
    advice:
      'Nedenini business.facebook.com/business-support-home adresinde görün. Çözülünce yeniden deneyin.',
  },
  meta_rate_limited: {
    title: 'Facebook şu anda yoğun',
    advice: 'Yaklaşık bir saat bekleyip yeniden deneyin.',
  },
  meta_unavailable: {
    title: 'Facebook şu anda yanıt vermiyor',
    advice: 'Birkaç dakika bekleyip yeniden deneyin. Hiçbir şey kaybolmadı.',
  },
  meta_flow_error: {
    title: 'Facebook bir hata bildirdi',
    advice:
      'Birkaç dakika bekleyip yeniden deneyin. Facebook penceresinde bir uyarı varsa önce onu uygulayın.',
  },
  page_subscription_failed: {
    title: 'Sayfanız bağlanamadı',
    advice: 'Sayfanın tam kontrolüne sahip kişiyle yeniden deneyin ve tüm izinleri işaretli bırakın.',
  },
  credit_line_failed: {
    title: 'Ödeme ayarlanamadı',
    advice:
      'Bunu siz düzeltemezsiniz. Bu mesajı hizmetin destek ekibine gösterin, yanıt gelince yeniden deneyin.',
  },
};

export const phone: typeof englishPhone = {
  heading: 'Telefonunuzda devam edin',
  scan: 'Telefonunuzun kamerasıyla okutun. Bu sayfa kendiliğinden güncellenir.',
  open: 'Bu bağlantıyı orada açın. Bu sayfa kendiliğinden güncellenir.',
  qrCode: 'Bağlantınızın karekodu',
  back: 'Geri',
};
