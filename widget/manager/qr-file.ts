/** Pixels of a module: sharp on a screen and on a poster. */
const moduleSize = 16;

/** A file of its own from the code that is shown. */
export function toSvgFile(code: SVGSVGElement): Blob {
  const {x, y, width} = code.viewBox.baseVal;
  const paper = `<path fill="#fff" d="M${x} ${y}h${width}v${width}h-${width}z"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${x} ${y} ${width} ${width}" shape-rendering="crispEdges">${paper}<path d="${drawingOf(code)}"/></svg>`;
  return new Blob([svg], {type: 'image/svg+xml'});
}

/** Drawn anew: a picture that is loaded, from wherever, is something that the page's policy may forbid. */
export async function toPngFile(code: SVGSVGElement): Promise<Blob> {
  const {x, y, width} = code.viewBox.baseVal;
  const canvas = new OffscreenCanvas(width * moduleSize, width * moduleSize);
  const pen = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  pen.scale(moduleSize, moduleSize);
  pen.translate(-x, -y);
  pen.fillStyle = '#fff';
  pen.fillRect(x, y, width, width);
  pen.fillStyle = '#000';
  pen.fill(new Path2D(drawingOf(code)));
  return canvas.convertToBlob();
}

function drawingOf(code: SVGSVGElement): string {
  return code.querySelector('path')?.getAttribute('d') ?? '';
}
