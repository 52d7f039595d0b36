import type { BrowserContext, Page } from 'playwright-core'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asUser, openDatabase } from '../stack/support/clients.ts'
import { AuthPages } from './pages/auth.ts'
import { newColleague, type Account } from './support/accounts.ts'
import { useBrowser } from './support/browser.ts'
import { click, playPushManager, pushesTo } from './support/push.ts'
import { freshPhone, patientWrites } from './support/simulators.ts'

const browser = useBrowser({ whole: true })
let sql: Sql
let reception: Account
let colleague: Account

beforeAll(async () => {
  sql = openDatabase()
  const client = await asUser('admin@horizonte.test')
  const { data } = await client.rpc('my_context')
  const [clinic] = (data as { memberships: { tenant_id: string }[] }).memberships
  const owner = { client, tenantId: clinic?.tenant_id ?? null }
  reception = await newColleague(owner, 'operator', 'Nina Recepção')
  colleague = await newColleague(owner, 'operator', 'Caio Noturno')
})
afterAll(() => sql.end())

/** A device whose pages subscribe at a push service that is played. */
async function openDevice(): Promise<{ page: Page; context: BrowserContext }> {
  const page = await browser.newPage({ permissions: ['notifications'] })
  await playPushManager(page.context())
  return { page, context: page.context() }
}

async function turnOn(page: Page, who: Account) {
  await new AuthPages(page).signIn(who, '/configuracoes/notificacoes')
  await page.getByRole('button', { name: 'Receber neste aparelho' }).click()
  await page.getByText('Este aparelho recebe avisos.').waitFor()
}

const subscriptions = async (who: Account) =>
  (
    await sql<{ endpoint: string }[]>`
      select d.endpoint from app.push_subscriptions d join auth.users u on u.id = d.user_id
      where u.email = ${who.email}`
  ).map(({ endpoint }) => endpoint)

/** What the worker seals for the newest push of somebody. */
async function nextPush(who: Account) {
  const find = () => sql<{ push: Record<string, unknown> | null }[]>`
    select app.open_pushes(array_agg(n.job)) -> max((n.job).id)::text as push from (
      select j from app.jobs j
      join app.push_subscriptions d on d.tenant_id = j.tenant_id and d.id = (j.payload ->> 'subscription_id')::uuid
      join auth.users u on u.id = d.user_id
      where j.kind = 'send_push' and u.email = ${who.email} order by j.id desc limit 1) n (job)`
  await expect.poll(async () => (await find())[0]?.push ?? null).not.toBeNull()
  return (await find())[0]?.push?.message as { tenant_id: string; thread_key: string }
}

describe('a device that is told while Zelo is closed', () => {
  it('shows what came, and opens the conversation in its clinic', async () => {
    const { page } = await openDevice()
    await turnOn(page, reception)
    const { deliver, shown, worker } = await pushesTo(page)
    await page.goto('about:blank')
    const phone = freshPhone()
    await patientWrites({ provider: 'twilio', from: phone, name: `Nuno ${phone}`, text: 'Posso ir hoje?' })
    const push = await nextPush(reception)
    await deliver(push)
    await expect
      .poll(shown)
      .toEqual([{ title: 'Nova mensagem', body: 'Clínica Horizonte', tag: `whatsapp:+${phone}` }])
    const { opened, focused } = await click(worker)
    expect(focused).toBe(0)
    expect(await shown()).toEqual([])
    await page.goto(opened[0] ?? '')
    await page.getByText('Posso ir hoje?').last().waitFor()
    expect(new URL(page.url())).toMatchObject({
      pathname: `/conversas/${encodeURIComponent(`whatsapp:+${phone}`)}`,
      search: '',
    })
  })

  it('says nothing twice: a window in sight tells it, one that is behind is brought to the front', async () => {
    const { page, context } = await openDevice()
    await turnOn(page, reception)
    await page.locator('[data-live="live"]').first().waitFor({ state: 'attached' })
    const { deliver, shown, worker } = await pushesTo(page)
    const phone = freshPhone()
    const name = `Nuno ${phone.slice(-6)}`
    await patientWrites({ provider: 'twilio', from: phone, name, text: 'Cheguei' })
    await page.getByRole('status').getByText('Cheguei').waitFor()
    const push = await nextPush(reception)
    await deliver(push)
    // what is of another clinic no window here tells
    await deliver({ ...push, tenant_id: crypto.randomUUID(), thread_key: 'whatsapp:+1' })
    await expect.poll(shown).toMatchObject([{ tag: 'whatsapp:+1' }])
    await worker.evaluate(async () => {
      const { registration } = self as unknown as { registration: ServiceWorkerRegistration }
      for (const notification of await registration.getNotifications()) notification.close()
    })
    await page.evaluate(
      async ([tag, tenantId]) =>
        (await navigator.serviceWorker.ready).showNotification('Nova mensagem', {
          tag,
          data: { threadKey: tag, tenantId },
        }),
      [push.thread_key, push.tenant_id] as const,
    )
    expect(await click(worker)).toEqual({ opened: [], focused: 1 })
    await page.waitForURL(/\/conversas\//)
    await page.getByRole('heading', { name }).first().waitFor()
    expect(context.pages()).toHaveLength(1)
  })

  it('is nobody’s once the person leaves, and theirs again when they come back', async () => {
    const { page } = await openDevice()
    const pages = new AuthPages(page)
    await turnOn(page, reception)
    const [first] = (await subscriptions(reception)).slice(-1)
    await pages.signOut()
    expect(await subscriptions(reception)).not.toContain(first)
    const held = () => page.evaluate(() => localStorage.getItem('test.push'))
    expect(await held()).toBeNull()

    await pages.signIn(colleague, '/configuracoes/notificacoes')
    await page.getByRole('button', { name: 'Receber neste aparelho' }).waitFor()
    expect([await held(), await subscriptions(colleague)]).toEqual([null, []])
    await pages.signOut()

    await pages.signIn(reception, '/configuracoes')
    await expect.poll(held).not.toBeNull()
    await expect
      .poll(() => subscriptions(reception))
      .toContain((JSON.parse((await held()) ?? '{}') as { endpoint: string }).endpoint)
    expect((await held())?.includes(first ?? '')).toBe(false)
  })

  it('ends with the next person also where nobody signed out', async () => {
    const { page } = await openDevice()
    await turnOn(page, reception)
    const before = await page.evaluate(() => {
      localStorage.removeItem('zelo.session')
      return localStorage.getItem('test.push')
    })
    expect(before).not.toBeNull()
    await page.goto('about:blank')
    await new AuthPages(page).signIn(colleague, '/configuracoes')
    await expect.poll(() => page.evaluate(() => localStorage.getItem('test.push'))).toBeNull()
    expect(await subscriptions(colleague)).toEqual([])
  })

  it('has the server follow when its push service gives it another address', async () => {
    const { page } = await openDevice()
    await turnOn(page, colleague)
    const [before] = await subscriptions(colleague)
    const { worker } = await pushesTo(page)
    await page.goto('about:blank')
    const endpoint = `${before}/renewed`
    await worker.evaluate(async (address) => {
      const keys = { p256dh: 'n'.repeat(87), auth: 'r'.repeat(22) }
      const newSubscription = { toJSON: () => ({ endpoint: address, keys }) }
      const done: Promise<unknown>[] = []
      self.dispatchEvent(
        Object.assign(new Event('pushsubscriptionchange'), {
          newSubscription,
          waitUntil: (promise: Promise<unknown>) => done.push(promise),
        }),
      )
      await Promise.all(done)
    }, endpoint)
    expect(await subscriptions(colleague)).toEqual([endpoint])
  })
})

describe('the app', () => {
  it('can be installed', async () => {
    const page = await browser.newPage()
    await page.goto('/entrar')
    const session = await page.context().newCDPSession(page)
    const { errors } = await session.send('Page.getAppManifest')
    expect(errors).toEqual([])
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors')
    expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual(
      [],
    )
    const icon = await page.request.get('/icons/apple-touch-icon.png')
    expect(icon.headers()['content-type']).toBe('image/png')
  })
})
