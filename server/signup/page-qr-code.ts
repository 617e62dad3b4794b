import {drawQrCode} from '../../widget/qr-code.ts';
import {html, type Html} from '../html.ts';

/** A link for a phone to scan from paper, as a picture; nothing for one that is too long. */
export function qrCodePicture(url: string): Html | undefined {
  const code = drawQrCode(url);
  return (
    code &&
    html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="${code.viewBox}" shape-rendering="crispEdges">
      <path d="${code.path}" />
    </svg>`
  );
}
