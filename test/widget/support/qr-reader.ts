import type readQr from 'jsqr';
// Without module syntax of its own, it makes a global of itself.
import 'jsqr';

const {jsQR} = window as unknown as {jsQR: typeof readQr.default};
const pixels = 400;

export function qrCodeIn(element: Element): SVGSVGElement | undefined {
  return element.shadowRoot?.querySelector<SVGSVGElement>('[part="qr-code"]') ?? undefined;
}

/** What a phone's camera would read, in the colours that the element has on the screen. */
export async function readQrCode(element: Element): Promise<string | undefined> {
  const drawing = qrCodeIn(element);
  if (!drawing) return undefined;
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const {fill, stroke, backgroundColor} = getComputedStyle(drawing);
  for (const [name, value] of Object.entries({fill, stroke, width: pixels, height: pixels})) {
    copy.setAttribute(name, String(value));
  }
  const file = new Blob([new XMLSerializer().serializeToString(copy)], {type: 'image/svg+xml'});
  return readPicture(file, backgroundColor);
}

/** What is in a picture, on paper of this colour where it is transparent. */
export async function readPicture(file: Blob, paper = 'transparent'): Promise<string | undefined> {
  const image = new Image();
  image.src = URL.createObjectURL(file);
  await image.decode();
  URL.revokeObjectURL(image.src);
  const canvas = new OffscreenCanvas(pixels, pixels).getContext('2d') as OffscreenCanvasRenderingContext2D;
  canvas.fillStyle = paper;
  canvas.fillRect(0, 0, pixels, pixels);
  canvas.drawImage(image, 0, 0, pixels, pixels);
  // Without a search for light codes on dark, which not every phone does.
  const options = {inversionAttempts: 'dontInvert'} as const;
  return jsQR(canvas.getImageData(0, 0, pixels, pixels).data, pixels, pixels, options)?.data;
}
