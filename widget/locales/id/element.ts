import type {Connection} from '../../../server/contract/connection.ts';
import type {element as english} from '../en/element.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');

export const element: typeof english = {
  loading: 'Memuat…',
  testMode: 'Mode uji coba',

  connect: (type) => `Hubungkan ${product(type)}`,
  introduction: (type, project) => ({
    heading: `Hubungkan ${product(type)}`,
    sentence:
      type === 'messenger'
        ? `Tautkan Halaman Facebook Anda dengan ${project}. Anda memerlukan akun Facebook. Butuh sekitar 2 menit.`
        : `Tautkan nomor WhatsApp Business Anda dengan ${project}. Anda memerlukan akun Facebook dan ponsel. Butuh sekitar 3 menit.`,
  }),

  opening: 'Membuka…',
  waiting: {
    heading: 'Selesaikan di jendela lain',
    sentence: 'Ikuti langkah-langkah di sana. Setelah selesai, halaman ini diperbarui otomatis.',
  },
  openWindow: 'Buka jendela',
  reopen: 'Buka lagi jendelanya',
  cancel: 'Batal',

  blocked: {
    heading: 'Satu ketukan lagi',
    sentence: 'Browser Anda tidak mengizinkan jendela baru. Buka sendiri pendaftarannya:',
  },
  openTab: 'Buka di tab baru',
  continueHere: 'Lanjutkan di tab ini',

  usePhone: 'Pakai ponsel saja',

  elsewhere: {
    heading: 'Pendaftaran sudah dimulai',
    sentence: 'Lanjutkan di jendela tempat Anda memulainya, atau mulai lagi di sini.',
  },
  continue: 'Lanjutkan',
  startAgain: 'Mulai lagi',

  finishing: {
    heading: 'Hampir selesai',
    sentence: 'Kami sedang menyiapkan semuanya. Biasanya hanya beberapa detik.',
  },
  steps: {
    discover: 'Cari akun',
    subscribe: 'Aktifkan pesan',
    register: 'Daftarkan nomor',
  },

  choose: (type) =>
    type === 'messenger'
      ? {
          heading: 'Pilih Halaman Anda',
          sentence: 'Akun Anda memiliki lebih dari satu Halaman. Pilih yang ingin Anda hubungkan.',
        }
      : {
          heading: 'Pilih nomor Anda',
          sentence: 'Akun Anda memiliki lebih dari satu nomor. Pilih yang ingin Anda hubungkan.',
        },

  connected: (type, project) => ({
    heading: `${product(type)} sudah terhubung`,
    sentence: `${project} kini dapat mengirim dan menerima pesan ${product(type)} untuk Anda.`,
  }),

  failed: {
    heading: 'Belum berhasil',
    sentence: 'Silakan coba lagi sebentar lagi.',
  },
  tryAgain: 'Coba lagi',

  expired: 'Undangan ini sudah kedaluwarsa',
  cancelled: 'Undangan ini dibatalkan',
  startAnew: 'Anda dapat memulai lagi kapan saja.',
  askForNewLink: (project) => `Minta tautan baru kepada ${project}.`,

  offline: {
    heading: 'Tidak ada koneksi saat ini',
    sentence: 'Periksa koneksi internet Anda. Sementara itu kami terus mencoba.',
  },
  tryNow: 'Coba sekarang',

  refused: {
    heading: 'Ini belum dapat ditampilkan',
    sentence: 'Muat ulang halaman atau masuk lagi. Jika tidak membantu, hubungi dukungan situs ini.',
  },
  linkRefused: {
    heading: 'Tautan ini tidak berfungsi',
    sentence: 'Pastikan tautannya lengkap, atau minta yang baru kepada perusahaan yang mengirimnya.',
  },

  unreachable: 'Layanan tidak dapat dijangkau. Periksa koneksi internet Anda lalu coba lagi.',
  tooManyTries: 'Terlalu banyak percobaan. Tunggu satu menit, lalu coba lagi.',
};
