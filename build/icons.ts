import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { findChromium } from '../tests/runner/chromium.mjs'

/**
 * `npm run icons`: draws the pictures that phones and desktops ask for from the sign of Zelo (`public/favicon.svg`). They
 * are committed, because browsers and stores take no SVG for them.
 */

const sign =
  '<path d="M9.5 10.5h13L10 21.5h12.5" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round" />'
const dot = '<circle cx="24.5" cy="7.5" r="3.5" fill="#f0826b" />'
const rounded = '<rect width="32" height="32" rx="9" fill="#0f766e" />'
const full = '<rect width="32" height="32" fill="#0f766e" />'
/** A circle of four fifths is all that launchers promise to show. */
const inSafeZone = `<g transform="translate(16 16) scale(0.78) translate(-16.6 -14.2)">${sign}${dot}</g>`

const icons = [
  { name: 'icon-192', size: 192, drawing: rounded + sign + dot },
  { name: 'icon-512', size: 512, drawing: rounded + sign + dot },
  { name: 'maskable-192', size: 192, drawing: full + inSafeZone },
  { name: 'maskable-512', size: 512, drawing: full + inSafeZone },
  { name: 'apple-touch-icon', size: 180, drawing: full + sign + dot },
  // Android colours it: only what is opaque counts
  { name: 'badge-96', size: 96, drawing: `<g transform="translate(-8 -8) scale(1.5)">${sign}</g>` },
]

const folder = join(import.meta.dirname, '..', 'public', 'icons')
mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] })
try {
  for (const { name, size, drawing } of icons) {
    const page = await browser.newPage({ viewport: { width: size, height: size } })
    await page.setContent(
      `<style>body { margin: 0 } svg { display: block }</style>
       <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="${size}" height="${size}">${drawing}</svg>`,
    )
    writeFileSync(join(folder, `${name}.png`), await page.screenshot({ omitBackground: true }))
    await page.close()
  }
} finally {
  await browser.close()
}
