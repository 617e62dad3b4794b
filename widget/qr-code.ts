import {generate} from 'lean-qr/nano';

/** Lit's `html`. This file is loaded on its own, so it is handed in: there must not be a second Lit. */
type Html<Result> = (strings: TemplateStringsArray, ...values: unknown[]) => Result;

/** In modules; the standard asks for four. */
const quietZone = 4;

/** A drawing with the quiet zone that scanners rely on; nothing for a text that is too long for any QR code. */
export function renderQrCode<Result>(html: Html<Result>, text: string, label: string): Result | undefined {
  const code = drawQrCode(text);
  return (
    code &&
    html`<svg part="qr-code" class="qr-code" viewBox=${code.viewBox} role="img" aria-label=${label}>
      <path d=${code.path} />
    </svg>`
  );
}

/** The dark modules as one path, in a box with the quiet zone around them. */
export function drawQrCode(text: string): {viewBox: string; path: string} | undefined {
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
