import type { Page } from 'playwright-core'
import { asAnon } from '../../stack/support/clients.ts'
import { ownStack } from '../../stack/support/stack.ts'

/** Where the app keeps its session. */
const storageKey = 'zelo.session'

/** Says that a context has not got this session yet; every tab of the context sees it. */
const markerOf = (number: number) => `zelo-test-signs-in-${number}`
let signIns = 0

const sessions = new Map<string, Promise<string>>()

/**
 * Whoever opens a page of this context next is signed in: once a file and person, and not through the form, which has
 * tests of its own.
 */
export async function storeSession(
  page: Page,
  { email, password }: { email: string; password: string },
): Promise<void> {
  const session = sessions.get(email) ?? beginSession(email, password)
  sessions.set(email, session)
  signIns += 1
  const marker = markerOf(signIns)
  await page.context().addCookies([{ name: marker, value: '1', url: ownStack().appUrl }])
  await page.addInitScript(putSession, [marker, storageKey, await session] as const)
}

/** Runs before the app, on every page: the first one takes the session, and a later one leaves alone what became of it. */
function putSession([marker, key, session]: readonly [string, string, string]): void {
  if (location.protocol !== 'http:' || !document.cookie.includes(`${marker}=`)) return
  document.cookie = `${marker}=; max-age=0; path=/`
  localStorage.setItem(key, session)
}

/** Whoever signs out ends the session that others of the file may have shared: the next sign-in begins another. */
export function forgetSessions(): void {
  sessions.clear()
}

async function beginSession(email: string, password: string): Promise<string> {
  const { data, error } = await asAnon().auth.signInWithPassword({ email, password })
  if (error) throw error
  return JSON.stringify(data.session)
}
