import type {Connection} from '../../../server/contract/connection.ts';
import type {mail as english} from '../en/mail.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');

export const mail: typeof english = {
  invites: (type, project) => `${project} mengundang Anda untuk menghubungkan ${product(type)}`,
  reminds: (type, project) => `Pengingat: ${project} menunggu Anda menghubungkan ${product(type)}`,
  invitationFor: (client) => `Undangan untuk ${client}`,
  testMode: 'Ini uji coba. Tidak ada yang benar-benar dihubungkan.',
  explanation: (type, project) =>
    type === 'messenger'
      ? `Anda masuk di facebook.com dan memilih Halaman Anda. Setelah itu ${project} dapat mengirim dan menerima pesan Messenger untuk Halaman tersebut, tanpa pernah melihat kata sandi Anda.`
      : `Anda masuk di facebook.com, memilih bisnis Anda, dan mengonfirmasi nomor Anda. Setelah itu ${project} dapat mengirim dan menerima pesan WhatsApp dengan nomor tersebut, tanpa pernah melihat kata sandi Anda.`,
  needs: (type) => `Yang Anda perlukan (sekitar ${type === 'messenger' ? '2' : '3'} menit):`,
  needed: (type) =>
    type === 'messenger'
      ? ['Akun Facebook yang memiliki kontrol penuh atas Halaman Anda']
      : [
          'Akun Facebook yang mengelola bisnis Anda',
          'Ponsel Anda, untuk menerima kode lewat SMS atau panggilan',
          'Nomor yang tidak dipakai di aplikasi WhatsApp, atau yang siap Anda pindahkan dari sana',
        ],
  connect: (type) => `Hubungkan ${product(type)}`,
  worksUntil: (time) => `Tautan berlaku sampai ${time}.`,
  plainLink: 'Jika tombol tidak berfungsi, salin alamat ini ke browser Anda:',
  stranger: (project) => `Tidak mengenal ${project}? Abaikan saja email ini, tidak akan terjadi apa-apa.`,
};
