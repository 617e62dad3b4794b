import {generate} from 'lean-qr/nano';

/** What an SVG needs to show a QR code, with the quiet zone that scanners rely on around it. */
export interface QrCode {
  viewBox: string;
  path: string;
}

/** In modules; the standard asks for four. */
const quietZone = 4;

/** Answers nothing for a text that is too long for any QR code. */
export function drawQrCode(text: string): QrCode | undefined {
  try {
    const bitmap = generate(text);
    const {size} = bitmap;
    let path = '';
    for (let y = 0; y < size; y += 1) {
      for (let x = 0; x < size; x += 1) {
        const start = x;
        while (bitmap.get(x, y)) x += 1;
        // One run of dark modules; single ones would show seams between them.
        if (x > start) path += `M${start} ${y}h${x - start}v1H${start}z`;
      }
    }
    const edge = size + 2 * quietZone;
    return {viewBox: `${-quietZone} ${-quietZone} ${edge} ${edge}`, path};
  } catch {
    return undefined;
  }
}
