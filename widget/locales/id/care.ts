import type {care as english} from '../en/care.ts';

export const care: typeof english = {
  health: {
    connected: 'Semuanya baik.',
    in_review: 'WhatsApp sedang memeriksa akun ini. Sementara itu semuanya tetap berfungsi.',
    disconnected: 'Pesan terhenti: Facebook membatasi akun ini.',
    lost: 'Pesan terhenti: izinnya dicabut. Hubungkan lagi untuk memberikannya kembali.',
    pending:
      'WhatsApp masih menyiapkan nomor ini. Anda sudah dapat menerima pesan, dan segera dapat mengirim.',
  },
  reconnect: 'Hubungkan lagi',
  disconnect: 'Putuskan',
  confirm: {
    heading: 'Putuskan koneksi?',
    sentence: (project) => `${project} tidak akan dapat lagi mengirim atau menerima pesan untuk Anda.`,
    keep: 'Biarkan terhubung',
    again: (project) =>
      `Koneksi lama diputus dulu. Setelah itu hubungkan dengan ${project} seperti pertama kali.`,
  },
  sendTest: 'Kirim pesan uji coba',
  arrived: (text) => `“${text}” sudah sampai.`,
  tryIt: (type) =>
    type === 'messenger'
      ? 'Untuk mencoba, kirim pesan ke Halaman Anda dari akun lain.'
      : 'Untuk mencoba, kirim pesan ke nomor Anda dari ponsel lain.',
  problem: 'Belum berhasil. Silakan coba beberapa saat lagi.',
};
