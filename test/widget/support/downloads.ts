/* eslint-disable @typescript-eslint/unbound-method -- they are put back, and called on what they belong to */

export interface CaughtFile {
  name: string;
  blob: Blob;
}

/** Catches the files that clicks would download. `isClean`: no address of a file is left. */
export function catchDownloads(): {files: CaughtFile[]; isClean: () => boolean; restore: () => void} {
  const {createObjectURL, revokeObjectURL} = URL;
  const {click} = HTMLAnchorElement.prototype;
  const blobs = new Map<string, Blob>();
  const files: CaughtFile[] = [];
  URL.createObjectURL = (blob: Blob) => {
    const url = createObjectURL.call(URL, blob);
    blobs.set(url, blob);
    return url;
  };
  URL.revokeObjectURL = (url) => {
    blobs.delete(url);
    revokeObjectURL.call(URL, url);
  };
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    const blob = blobs.get(this.href);
    if (blob) files.push({name: this.download, blob});
    else click.call(this);
  };
  const restore = (): void => {
    Object.assign(URL, {createObjectURL, revokeObjectURL});
    HTMLAnchorElement.prototype.click = click;
  };
  return {files, isClean: () => blobs.size === 0, restore};
}
