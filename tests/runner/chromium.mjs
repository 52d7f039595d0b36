import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** The path of a browser for the screen tests: the one that is there, else one that is fetched now. */
export function findChromium() {
  return given() ?? inPath() ?? applications.find(existsSync) ?? downloaded() ?? fromPackages() ?? none()
}

function given() {
  const path = process.env.CHROMIUM_PATH
  return path && existsSync(path) ? path : undefined
}

function inPath() {
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

function fromPackages() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined
  console.log('No download either: installing the package "chromium" …')
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    spawnSync('apt-get', args, { stdio: 'inherit', env: environment })
  }
  return inPath()
}

function none() {
  console.error('No Chromium for the screen tests: install one and put its path into CHROMIUM_PATH.')
  process.exit(1)
}
