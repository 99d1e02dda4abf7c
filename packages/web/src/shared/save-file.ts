/** Hands a file to whoever sits at the screen. */
export function saveFile(name: string, bytes: Uint8Array, type: string): void {
  const address = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads the address after this has returned.
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
