import type {failures as englishFailures, phone as englishPhone} from '../en/later.ts';

export const failures: typeof englishFailures = {
  fb_cancelled: {
    title: 'Anda menutup pendaftaran sebelum selesai',
    advice: 'Tidak ada yang berubah. Coba lagi dan ikuti langkah-langkahnya sampai akhir.',
  },
  fb_not_authorized: {
    title: 'Ada izin yang kurang',
    advice: 'Coba lagi dan biarkan semua izin tercentang. Anda harus menjadi admin bisnis di Facebook.',
  },
  signup_abandoned: {
    title: 'Pendaftaran belum diselesaikan',
    advice: 'Coba lagi dan selesaikan dalam 30 menit. Siapkan data untuk masuk ke Facebook.',
  },
  meta_no_pages: {
    title: 'Kami tidak menemukan Halaman Facebook',
    advice:
      'Coba lagi dan pilih minimal satu Halaman yang Anda kelola. Jika belum punya, buat dulu di Facebook.',
  },
  internal_error: {
    title: 'Terjadi masalah di pihak kami',
    advice: 'Tunggu beberapa menit lalu coba lagi. Jika terulang, hubungi tim dukungan layanan ini.',
  },
  code_expired: {
    title: 'Pendaftaran memakan waktu terlalu lama',
    advice: 'Coba lagi dan ikuti langkah-langkahnya tanpa jeda panjang.',
  },
  code_already_used: {
    title: 'Pendaftaran ini sudah dipakai',
    advice: 'Tutup jendela lain dari pendaftaran ini lalu coba lagi.',
  },
  configuration_error: {
    title: 'Layanan belum diatur dengan benar',
    advice:
      'Anda tidak dapat memperbaikinya sendiri. Tunjukkan pesan ini kepada tim dukungan layanan, lalu coba lagi setelah mendapat jawaban.',
  },
  token_exchange_failed: {
    title: 'Facebook tidak mengonfirmasi koneksi',
    advice: 'Tunggu satu menit lalu coba lagi.',
  },
  token_invalid: {
    title: 'Facebook tidak menerima koneksi',
    advice: 'Coba lagi. Pastikan Anda masuk dengan akun Facebook yang benar.',
  },
  waba_not_found: {
    title: 'Kami tidak menemukan akun WhatsApp Business',
    advice: 'Coba lagi dan pilih atau buat akun WhatsApp Business di jendela Facebook.',
  },
  no_phone_number: {
    title: 'Akun Anda tidak memiliki nomor telepon',
    advice: 'Coba lagi dan tambahkan nomor telepon di jendela Facebook.',
  },
  phone_not_verified: {
    title: 'Nomor telepon belum dikonfirmasi',
    advice: 'Coba lagi dan masukkan kode yang Anda terima lewat SMS atau panggilan. Siapkan ponselnya.',
  },
  phone_country_not_allowed: {
    title: 'Nomor dari negara ini tidak dapat dihubungkan',
    advice: 'Coba lagi dengan nomor dari negara lain, atau hubungi tim dukungan layanan ini.',
  },
  phone_already_connected: {
    title: 'Nomor ini sudah terhubung',
    advice: 'Coba lagi dengan nomor lain, atau putuskan dulu nomor ini di tempat nomor itu dipakai sekarang.',
  },
  phone_mismatch: {
    title: 'Nomornya berbeda',
    advice: 'Coba lagi dan pilih nomor yang disediakan untuk Anda di jendela Facebook.',
  },
  pin_mismatch: {
    title: 'Nomor ini dilindungi PIN',
    advice:
      'Mintalah PIN kepada orang yang mengatur WhatsApp Anda, atau minta dia menonaktifkan verifikasi dua langkah di Pengelola WhatsApp. Lalu coba lagi.',
  },
  registration_rate_limited: {
    title: 'Terlalu banyak percobaan dengan nomor ini',
    advice: 'WhatsApp meminta Anda menunggu. Coba lagi dalam tiga hari, atau pakai nomor lain sekarang.',
  },
  webhook_subscription_failed: {
    title: 'Kami tidak dapat mengaktifkan pesan',
    advice: 'Tunggu beberapa menit lalu coba lagi. Jika terulang, hubungi tim dukungan layanan ini.',
  },
  account_restricted: {
    title: 'Facebook membatasi akun ini',
    advice:
      'Lihat alasannya di business.facebook.com/business-support-home. Setelah masalahnya selesai, coba lagi.',
  },
  meta_rate_limited: {
    title: 'Facebook sedang sibuk',
    advice: 'Tunggu sekitar satu jam lalu coba lagi.',
  },
  meta_unavailable: {
    title: 'Facebook sedang tidak merespons',
    advice: 'Tunggu beberapa menit lalu coba lagi. Tidak ada yang hilang.',
  },
  meta_flow_error: {
    title: 'Facebook melaporkan kesalahan',
    advice:
      'Tunggu beberapa menit lalu coba lagi. Jika jendela Facebook menampilkan pesan, ikuti dulu pesan itu.',
  },
  page_subscription_failed: {
    title: 'Halaman Anda tidak dapat dihubungkan',
    advice:
      'Coba lagi dengan orang yang memiliki kontrol penuh atas Halaman, dan biarkan semua izin tercentang.',
  },
  credit_line_failed: {
    title: 'Pembayaran tidak dapat diatur',
    advice:
      'Anda tidak dapat memperbaikinya sendiri. Tunjukkan pesan ini kepada tim dukungan layanan, lalu coba lagi setelah mendapat jawaban.',
  },
};

export const phone: typeof englishPhone = {
  heading: 'Lanjutkan di ponsel',
  scan: 'Pindai dengan kamera ponsel Anda. Halaman ini diperbarui otomatis.',
  open: 'Buka tautan ini di sana. Halaman ini diperbarui otomatis.',
  qrCode: 'Kode QR tautan Anda',
  back: 'Kembali',
};
