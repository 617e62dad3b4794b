import {generate} from 'lean-qr/nano';

const svgNamespace = 'http://www.w3.org/2000/svg';
/** In modules; scanners rely on it. */
const quietZone = 4;

/** A QR code as a drawing. */
export function drawQrCode(text: string, label: string): SVGSVGElement {
  const bitmap = generate(text);
  let path = '';
  for (let y = 0; y < bitmap.size; y += 1) {
    for (let x = 0; x < bitmap.size; x += 1) if (bitmap.get(x, y)) path += `M${x} ${y}h1v1h-1z`;
  }
  const edge = bitmap.size + 2 * quietZone;
  const svg = document.createElementNS(svgNamespace, 'svg');
  svg.setAttribute('viewBox', `${-quietZone} ${-quietZone} ${edge} ${edge}`);
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', label);
  const dots = document.createElementNS(svgNamespace, 'path');
  dots.setAttribute('d', path);
  // Single modules would show seams between them.
  dots.setAttribute('shape-rendering', 'crispEdges');
  svg.append(dots);
  return svg;
}
