import type {Connection} from '../../../server/contract/connection.ts';
import type {pages as english} from '../en/pages.ts';
import {plural} from '../plural.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');

export const pages: typeof english = {
  invites: (type, project) => `${project} mengundang Anda untuk menghubungkan ${product(type)}`,
  invitationFor: (client) => `Undangan untuk ${client}`,
  explanation: (type, project) =>
    type === 'messenger'
      ? `Anda masuk di facebook.com dan memilih Halaman Anda. Setelah itu ${project} dapat mengirim dan menerima pesan Messenger untuk Halaman tersebut, tanpa pernah melihat kata sandi Anda.`
      : `Anda masuk di facebook.com, memilih bisnis Anda, dan mengonfirmasi nomor Anda. Setelah itu ${project} dapat mengirim dan menerima pesan WhatsApp dengan nomor tersebut, tanpa pernah melihat kata sandi Anda.`,

  assigned: {
    heading: 'Nomor Anda',
    sentence: (project) =>
      `${project} menyediakannya untuk Anda. Pilih nomor ini di jendela Facebook: nomor lain tidak dapat dihubungkan.`,
    code: (code) => `Dalam mode uji coba tidak ada panggilan. Kodenya adalah ${code}.`,
  },
  expires: (remaining, time) => `Tautan ini kedaluwarsa ${remaining} (${time}).`,
  stranger: (project) => `Tidak mengenal ${project}? Tutup saja halaman ini, tidak akan terjadi apa-apa.`,
  introduction: (type) => ({
    heading: 'Siap memulai?',
    text: `Butuh sekitar ${type === 'messenger' ? '2' : '3'} menit. Tidak ada yang dihubungkan sebelum langkah terakhir.`,
  }),
  continue: 'Lanjutkan dengan Facebook',
  sdkLocale: 'id_ID',
  popup: {
    waiting: 'Ikuti langkah-langkah di jendela Facebook. Setelah selesai, halaman ini berlanjut otomatis.',
    closed: 'Saya sudah menutup jendelanya',
    redirect: 'Lanjutkan tanpa jendela',
  },

  steps: {
    dialog: 'Kami menunggu jawaban Facebook.',
    exchange: 'Kami mengonfirmasi proses masuk Anda dengan Facebook.',
    discover: 'Kami mencari yang Anda bagikan.',
    choose: 'Kami menemukan lebih dari satu. Pilih yang ingin Anda hubungkan.',
    share: 'Kami menyiapkan akun.',
    subscribe: 'Kami mengaktifkan pesan.',
    register: 'Kami mendaftarkan nomor Anda di WhatsApp.',
    pin: 'Kami memerlukan PIN nomor Anda.',
    sync: 'Kami meminta kontak dan pesan Anda.',
    complete: 'Kami menyimpan koneksi Anda.',
    done: 'Itu langkah terakhir.',
  },
  reload: 'Perbarui halaman ini',
  connectChosen: (type) => (type === 'messenger' ? 'Hubungkan Halaman ini' : 'Hubungkan nomor ini'),
  loggedIn: (person) =>
    `Anda masuk ke Facebook sebagai ${person}. Halaman Anda tidak ada di sini? Mulai lagi dengan orang yang mengelolanya, dan pilih Halaman itu di jendela Facebook.`,

  pin: {
    heading: 'Masukkan PIN nomor Anda',
    explanation:
      'WhatsApp meminta PIN verifikasi dua langkah. PIN ini dibuat saat nomor ini disiapkan untuk WhatsApp, sering kali oleh perusahaan yang melakukannya untuk Anda. Ini bukan kode yang Anda terima lewat SMS.',
    label: 'PIN enam digit',
    problems: {
      wrong:
        'WhatsApp tidak menerimanya. Periksa PIN-nya, atau pastikan verifikasi dua langkah sudah nonaktif.',
      format: 'PIN terdiri dari enam digit.',
    },
    unknown: 'Tidak tahu PIN-nya? Nonaktifkan',
    turnOff: [
      'Buka Pengelola WhatsApp di business.facebook.com/wa/manage.',
      'Di “Nomor telepon”, buka pengaturan nomor ini.',
      'Di “Verifikasi dua langkah”, nonaktifkan. Facebook mengirimi Anda email untuk mengonfirmasinya.',
    ],
    turnedOff: 'Sudah saya nonaktifkan',
  },

  allDone: 'Semua selesai, terima kasih',
  stillChecking:
    'WhatsApp masih memeriksa nomor ini, jadi pesan-pesan pertama mungkin agak lama. Anda tidak perlu melakukan apa pun.',
  closeWindow: 'Anda dapat menutup jendela ini sekarang.',

  renewalOffer: (project) => `Anda dapat meminta tautan baru kepada ${project}. Cukup satu ketukan.`,
  askForRenewal: 'Minta tautan baru',
  renewalRequested: 'Permintaan Anda sudah dikirim',
  renewalComes: (project) =>
    `${project} sudah tahu bahwa Anda memerlukan tautan baru dan akan menghubungi Anda.`,

  replacedTitle: 'Anda memulai lagi di jendela lain',
  replacedSentence: 'Lanjutkan di sana. Jendela ini tidak diperlukan lagi.',
  startHere: 'Mulai lagi di sini',
  lateTitle: 'Tidak dapat dilanjutkan di sini',
  lateSentence:
    'Prosesnya terlalu lama, atau Anda kembali lewat browser lain. Tidak ada yang berubah. Buka halaman atau tautan tempat Anda memulai, lalu mulai lagi.',
  deletion: {
    done: 'Data Anda sudah dihapus',
    running: 'Data Anda sedang dihapus',
    requested: (time) => `Anda memintanya pada ${time}.`,
    finished: (time, senders) =>
      `Selesai pada ${time}. ${senders === 0 ? 'Anda tidak memiliki akun yang terhubung di sini.' : plural('id', senders, {other: `${senders} akun yang terhubung dihapus, beserta semua yang diberikan Meta kepada kami tentangnya.`})}`,
    unknown: 'Kode ini tidak dikenal',
    checkCode: 'Pastikan alamat yang diberikan Facebook lengkap.',
  },
  errorTitle: 'Terjadi kesalahan',
  errors: {
    rate_limited: 'Terlalu sering dalam waktu singkat. Tunggu satu menit, lalu coba lagi.',
    storage_unavailable:
      'Layanan sedang berhenti sebentar. Tidak ada yang berubah. Coba lagi dalam beberapa menit.',
    forbidden: 'Buka lagi tautannya dan mulai dari sana.',
    not_found: 'Tidak ada apa-apa di alamat ini. Pastikan tautannya lengkap.',
    other: 'Ini bukan kesalahan Anda. Tidak ada yang berubah. Kembali dan coba lagi.',
  },
  back: (host) => `Kembali ke ${host}`,
};
