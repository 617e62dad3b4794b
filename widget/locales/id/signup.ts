import type {signup as english} from '../en/signup.ts';

export const signup: typeof english = {
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
  tryAgain: 'Coba lagi',
  expired: 'Undangan ini sudah kedaluwarsa',
  cancelled: 'Undangan ini dibatalkan',
  startAnew: 'Anda dapat memulai lagi kapan saja.',
  askForNewLink: (project) => `Minta tautan baru kepada ${project}.`,
  refused: {
    heading: 'Belum dapat ditampilkan saat ini',
    sentence: 'Muat ulang halaman atau masuk lagi. Jika tidak membantu, hubungi tim dukungan situs ini.',
  },
  linkRefused: {
    heading: 'Tautan ini tidak berfungsi',
    sentence: 'Pastikan tautannya lengkap, atau minta yang baru kepada perusahaan yang mengirimnya.',
  },
};
