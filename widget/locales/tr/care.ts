import type {care as english} from '../en/care.ts';

export const care: typeof english = {
  health: {
    connected: 'Her şey yolunda.',
    in_review: 'WhatsApp bu hesabı kontrol ediyor. Bu arada her şey çalışıyor.',
    disconnected: 'Mesajlar durdu: Facebook bu hesabı kısıtladı.',
    lost: 'Mesajlar durdu: izin geri alındı. Yeniden vermek için tekrar bağlayın.',
    pending: 'WhatsApp bu numarayı hâlâ hazırlıyor. Mesaj alabilirsiniz; yakında gönderebileceksiniz.',
  },
  reconnect: 'Yeniden bağla',
  disconnect: 'Bağlantıyı kes',
  confirm: {
    heading: 'Bağlantı kesilsin mi?',
    sentence: (project) => `Bundan sonra ${project} sizin adınıza mesaj gönderemez ve alamaz.`,
    keep: 'Bağlı kalsın',
    again: (project) => `Önce eski bağlantı kaldırılır. Sonra ${project} ile ilk seferki gibi bağlanın.`,
  },
  sendTest: 'Test mesajı gönder',
  arrived: (text) => `“${text}” ulaştı.`,
  tryIt: (type) =>
    type === 'messenger'
      ? 'Denemek için başka bir hesaptan Sayfanıza yazın.'
      : 'Denemek için başka bir telefondan numaranıza yazın.',
  problem: 'Bu olmadı. Lütfen biraz sonra yeniden deneyin.',
};
