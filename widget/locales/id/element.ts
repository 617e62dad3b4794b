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
  needs: 'Yang Anda perlukan',
  opening: 'Membuka…',
  connected: (type, project) => ({
    heading: `${product(type)} sudah terhubung`,
    sentence: `${project} kini dapat mengirim dan menerima pesan ${product(type)} untuk Anda.`,
  }),
  failed: {
    heading: 'Belum berhasil',
    sentence: 'Silakan coba beberapa saat lagi.',
  },
  offline: {
    heading: 'Tidak ada koneksi saat ini',
    sentence: 'Periksa koneksi internet Anda. Sementara itu kami terus mencoba.',
  },
  tryNow: 'Coba sekarang',
  unreachable: 'Layanan tidak dapat dijangkau. Periksa koneksi internet Anda lalu coba lagi.',
  tooManyTries: 'Terlalu banyak percobaan. Tunggu satu menit, lalu coba lagi.',
};
