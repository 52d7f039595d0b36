import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { ownStack } from '../../stack/support/stack.ts'

export { expectAccessible } from '../../stack/support/accessible.ts'

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
/** Chromium without its windows: a third faster, but nothing is pushed to it. `npm test` says where both are. */
const SHELLS = [process.env.HEADLESS_SHELL_PATH, '/usr/bin/chromium-headless-shell']
const WHOLE = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/** `ZELO_LAG_MS=300 npm run …`: every call takes that much longer, as on a slow machine, so that a test which runs ahead of the screen fails. */
const lag = Number(process.env.ZELO_LAG_MS ?? 0)

export interface OpenOptions extends BrowserContextOptions {
  /** Console errors that the test provokes, such as the refusal of a request. */
  allowErrors?: RegExp
}

/**
 * One browser for a test file. A page fails its test when anything throws or writes an error to the console, unless
 * the test said that it would. `extra`: arguments of Chromium beside the usual ones; `whole`: not only its shell.
 */
export function useBrowser({
  extra = [],
  whole = false,
}: { extra?: readonly string[]; whole?: boolean } = {}) {
  let browser: Browser
  const problems: string[] = []
  const open: Page[] = []

  beforeAll(async () => {
    const executablePath = [...(whole ? [] : SHELLS), ...WHOLE].find((path) => path && existsSync(path))
    browser = await chromium.launch({
      args: [...ARGUMENTS, ...extra],
      ...(executablePath ? { executablePath } : {}),
    })
  })
  afterEach(async () => {
    await Promise.all(open.splice(0).map((page) => page.context().close()))
    expect(problems.splice(0)).toEqual([])
  })
  afterAll(() => browser.close())

  return {
    async newPage({ allowErrors, ...options }: OpenOptions = {}): Promise<Page> {
      const context = await browser.newContext({
        baseURL: ownStack().appUrl,
        viewport: { width: 1440, height: 900 },
        locale: 'pt-BR',
        timezoneId: 'America/Sao_Paulo',
        // What fades in has no contrast yet; axe would see it half way.
        reducedMotion: 'reduce',
        ...options,
      })
      if (lag > 0) {
        await context.route(/\/(rest|functions)\/v1\//, async (route) => {
          await sleep(lag)
          await route.fallback()
        })
      }
      const page = await context.newPage()
      page.setDefaultTimeout(15_000)
      page.on('pageerror', (error) => problems.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error' && !allowErrors?.test(message.text())) problems.push(message.text())
      })
      open.push(page)
      return page
    },
  }
}

/** Takes back what a message says, once it is on screen: the messages of earlier acts may still stand above it. */
export function undo(page: Page, text: string): Promise<void> {
  const message = page.getByRole('status').locator('> div').filter({ hasText: text })
  return message.getByRole('button', { name: 'Desfazer' }).click()
}
