import type { Page } from 'playwright-core'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asUser } from '../stack/support/clients.ts'
import { AuthPages } from './pages/auth.ts'
import { newColleague, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'
import { freshPhone, patientWrites } from './support/simulators.ts'

const browser = useBrowser()
let reception: Account
let phone: string
let name: string

beforeAll(async () => {
  const client = await asUser('admin@horizonte.test')
  const { data } = await client.rpc('my_context')
  const [clinic] = (data as { memberships: { tenant_id: string }[] }).memberships
  reception = await newColleague({ client, tenantId: clinic?.tenant_id ?? null }, 'operator', 'Nina Recepção')
})
beforeEach(() => {
  phone = freshPhone()
  name = `Nuno ${phone.slice(-6)}`
})

async function open(path: string, options?: OpenOptions): Promise<Page> {
  const page = await browser.newPage(options)
  await new AuthPages(page).signIn(reception, path)
  // A popup tells of what happens while the screen is live; what came before is counted.
  await page.locator('[data-live="live"]').first().waitFor({ state: 'attached' })
  return page
}
const writes = (text: string) => patientWrites({ provider: 'twilio', from: phone, name, text })
const bell = (page: Page) => page.getByRole('button', { name: /^Notificações: \d+ não lida/ })
/** What the popup shows, outside of lists. */
const popup = (page: Page, text: string) => page.getByRole('status').getByText(text)

describe('the bell', () => {
  it('counts, pops up, lists what happened, and is still once the conversation was opened', async () => {
    const page = await open('/configuracoes')
    await writes('Oi')
    await bell(page).waitFor()
    await writes('Vocês abrem sábado?')
    await popup(page, 'Vocês abrem sábado?').waitFor()
    await expectAccessible(page)
    await bell(page).click()
    const latest = page.getByRole('dialog', { name: 'Notificações' })
    await latest.getByText(name).waitFor()
    await expectAccessible(page)
    await latest.getByText(name).click()
    await page.waitForURL((url) => url.searchParams.get('conversa') === `whatsapp:+${phone}`)
    await page.getByRole('button', { name: 'Notificações', exact: true }).waitFor()
  })

  it('keeps the history, on a phone too', async () => {
    const page = await open('/notificacoes', { viewport: { width: 390, height: 844 } })
    await writes('Posso remarcar?')
    await page.getByRole('listitem').filter({ hasText: name }).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Marcar todas como lidas' }).click()
    await page.getByRole('button', { name: 'Notificações', exact: true }).waitFor()
    await page.getByRole('listitem').filter({ hasText: name }).waitFor()
  })

  it('is quiet when muted, and counts all the same', async () => {
    const page = await open('/configuracoes/notificacoes')
    await page.getByRole('switch', { name: 'Silenciar' }).check()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Salvar' }).click()
    await page.getByText('Alterações salvas.').first().waitFor()
    await writes('Tem estacionamento?')
    await bell(page).waitFor()
    expect(await popup(page, 'Tem estacionamento?').count()).toBe(0)
    // and heard again from below the bell
    await bell(page).click()
    await page.getByRole('button', { name: 'Reativar avisos' }).click()
    await page.getByRole('button', { name: 'Silenciar' }).waitFor()
    await page.keyboard.press('Escape')
    await writes('E bicicletário?')
    await popup(page, 'E bicicletário?').waitFor()
  })
})
