import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join, resolve } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const shell = 'chromium-headless-shell'
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/**
 * The path of Chromium's headless shell, which opens pages a third faster than Chromium: the one that is there, else the
 * one of the package. Nothing where there is none: Chromium does the same, slower.
 */
export function findHeadlessShell() {
  return given('HEADLESS_SHELL_PATH') ?? inPath([shell]) ?? downloadedShell() ?? fromPackages(shell)
}

/** The path of a browser for the screen tests: the one that is there, else one that is fetched now. */
export function findChromium() {
  return (
    given('CHROMIUM_PATH') ??
    inPath(names) ??
    applications.find(existsSync) ??
    downloaded() ??
    fromPackages('chromium') ??
    none()
  )
}

function given(variable) {
  const path = process.env[variable]
  return path && existsSync(path) ? path : undefined
}

function inPath(names) {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path))
}

function downloaded() {
  const { chromium } = createRequire(import.meta.url)('playwright-core')
  if (existsSync(chromium.executablePath())) return chromium.executablePath()
  console.log('No Chromium found: downloading the one of Playwright …')
  const cli = createRequire(import.meta.url)
    .resolve('playwright-core/package.json')
    .replace('package.json', 'cli.js')
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'inherit' })
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined
}

/** Playwright puts its headless shell beside the Chromium that it downloads. */
function downloadedShell() {
  const { chromium } = createRequire(import.meta.url)('playwright-core')
  const downloads = resolve(chromium.executablePath(), '../../..')
  if (!existsSync(chromium.executablePath())) return undefined
  const folder = readdirSync(downloads).find((name) => name.startsWith('chromium_headless_shell-'))
  if (!folder) return undefined
  const file = readdirSync(join(downloads, folder), { recursive: true }).find((path) =>
    /headless[-_]shell(\.exe)?$/.test(path),
  )
  return file && join(downloads, folder, file)
}

function fromPackages(name) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined
  console.log(`Installing the package "${name}" …`)
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', name]]) {
    spawnSync('apt-get', args, { stdio: 'inherit', env: environment, timeout: 240_000 })
  }
  return inPath([name])
}

function none() {
  console.error('No Chromium for the screen tests: install one and put its path into CHROMIUM_PATH.')
  process.exit(1)
}
