import { create } from 'qrcode'
import { html, type Markup } from '../_shared/platform/html.ts'

/** A text as a QR code that is part of the page: no image is fetched for it. */
export function qrCode(text: string, label: string): Markup {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules
  let path = ''
  for (let at = 0; at < size * size; at += 1)
    if (data[at]) path += `M${at % size} ${Math.floor(at / size)}h1v1h-1z`
  return html`<svg
    class="qr"
    role="img"
    aria-label="${label}"
    viewBox="-4 -4 ${size + 8} ${size + 8}"
    shape-rendering="crispEdges"
  >
    <rect x="-4" y="-4" width="${size + 8}" height="${size + 8}" fill="#fff" />
    <path d="${path}" fill="#000" />
  </svg>`
}
