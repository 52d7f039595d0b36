/** Hands a file to the browser's downloads. */
export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  // The browser reads it a moment after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** Saves what an address answers with; the address itself says that it is a download. */
export function downloadFrom(address: string): void {
  Object.assign(document.createElement('a'), { href: address, download: '', rel: 'noopener' }).click()
}
