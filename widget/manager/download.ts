/** Browsers take hold of the file in the click, but for one. */
const revokeAfterMs = 1_000;

/** Hands the person a file. */
export function download(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  // It is not in the page, so the host's own listeners do not hear it.
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), revokeAfterMs);
}
