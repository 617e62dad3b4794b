import type {needed as english} from '../en/needed.ts';

export const needed: typeof english = (type, hasNumber) =>
  type === 'messenger'
    ? ['Akun Facebook yang memiliki kontrol penuh atas Halaman Anda']
    : [
        'Akun Facebook yang mengelola bisnis Anda',
        ...(hasNumber
          ? []
          : [
              'Ponsel Anda, untuk menerima kode lewat SMS atau panggilan',
              'Nomor yang tidak dipakai di aplikasi WhatsApp, atau yang siap Anda pindahkan dari sana',
            ]),
      ];
