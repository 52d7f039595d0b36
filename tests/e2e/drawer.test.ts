import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { InboxPage } from './pages/inbox.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'
import { freshPhone, patientWrites, phoneOf } from './support/simulators.ts'

const browser = useBrowser()
const onPhone = { viewport: { width: 390, height: 844 }, hasTouch: true }
let phone: string
let name: string
/** A word that nobody else says. */
let word: string

const write = (text: string) => patientWrites({ provider: 'evolution', from: phone, name, text })
beforeEach(() => {
  phone = freshPhone()
  name = `Paciente ${phone.slice(-6)}`
  word = `xilo${phone.slice(-6)}`
})

/** A page that is not about conversations. */
async function openProfile(email: string, options?: OpenOptions): Promise<InboxPage> {
  const inbox = new InboxPage(await browser.newPage(options))
  await inbox.signIn(email)
  await inbox.page.goto('/configuracoes/perfil')
  await inbox.page.locator('[data-live="live"]').first().waitFor({ state: 'attached' })
  return inbox
}

async function search(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Buscar', exact: true }).waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Buscar em toda a clínica' }).fill(word)
  await page.getByRole('option', { name: new RegExp(word) }).waitFor()
}

const drawer = (page: Page) => page.getByRole('dialog', { name })
const isFocused = (page: Page, role: 'button' | 'link', label: string | RegExp) =>
  expect
    .poll(() =>
      page
        .getByRole(role, { name: label })
        .first()
        .evaluate((at) => at === document.activeElement),
    )
    .toBe(true)

describe('a conversation over the page', () => {
  it('opens from the search at the message, shows a colleague, and gives the page back', async () => {
    await write(`Vocês fazem ${word}?`)
    const [ana, bia] = await Promise.all([
      openProfile('admin@aurora.test'),
      openProfile('recepcao@aurora.test'),
    ])
    const { page } = ana
    await search(page)
    await page.keyboard.press('Enter')
    await ana.messages.locator('[data-found]').getByText(word).waitFor()
    expect(new URL(page.url()).pathname).toBe('/configuracoes/perfil')
    await expectAccessible(page)

    // both are in the drawer: who writes is seen, and asked before both answer
    await search(bia.page)
    await bia.page.keyboard.press('Enter')
    await bia.composer.waitFor()
    await ana.composer.pressSequentially('Sim')
    await bia.page
      .getByRole('status')
      .filter({ hasText: / está respondendo…/ })
      .waitFor()
    await bia.send('Fazemos!')
    const wait = bia.page.getByRole('dialog', { name: / está respondendo$/ })
    await wait.getByRole('button', { name: 'Enviar mesmo assim' }).click()
    await ana.bubble('Fazemos!').waitFor()
    expect((await phoneOf(phone)).map(({ text }) => text)).toContain('Fazemos!')

    // the first Esc leaves the composer, the second the conversation
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await drawer(page).waitFor({ state: 'detached' })
    expect(new URL(page.url()).search).toBe('')
    await isFocused(page, 'button', /^Buscar/)
  })

  it('leads to the inbox, where what is found opens beside the list', async () => {
    await write(`Vocês fazem ${word}?`)
    const inbox = await openProfile('admin@aurora.test')
    const { page } = inbox
    await page.goto(`/configuracoes/perfil?conversa=${encodeURIComponent(`whatsapp:+${phone}`)}`)
    await drawer(page).getByRole('link', { name: 'Abrir em Conversas' }).click()
    await page.waitForURL((url) => decodeURIComponent(url.pathname) === `/conversas/whatsapp:+${phone}`)
    await drawer(page).waitFor({ state: 'detached' })
    await inbox.bubble(word).waitFor()
    await search(page)
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.searchParams.has('m'))
    expect(new URL(page.url()).searchParams.has('conversa')).toBe(false)
  })

  it('opens from the bell, and with a modifier in the inbox', async () => {
    const { page, messages } = await openProfile('admin@aurora.test')
    await write('Oi!')
    await page.getByRole('button', { name: /^Notificações: \d+ não lida/ }).click()
    const latest = page.getByRole('dialog', { name: 'Notificações' })
    const tabOpens = page.context().waitForEvent('page', { timeout: 15_000 })
    await latest.getByRole('link', { name }).click({ modifiers: ['ControlOrMeta'] })
    const tab = await tabOpens
    await tab.waitForURL(/\/conversas\//)
    await tab.close()
    await latest.getByRole('link', { name }).click()
    await messages.getByText('Oi!').waitFor()
    await expectAccessible(page)
    await page.goBack()
    await messages.waitFor({ state: 'detached' })
    expect(new URL(page.url()).pathname).toBe('/configuracoes/perfil')
    await isFocused(page, 'button', /^Notificações/)
  })

  it('is still there after a reload, and what comes into it pops up nowhere', async () => {
    await write('Oi!')
    const inbox = await openProfile('admin@aurora.test')
    const { page } = inbox
    await page.goto(`/notificacoes?conversa=${encodeURIComponent(`whatsapp:+${phone}`)}`)
    await inbox.bubble('Oi!').waitFor()
    await page.reload()
    await inbox.bubble('Oi!').waitFor()
    await write('Alguém aí?')
    await inbox.bubble('Alguém aí?').waitFor()
    expect(await page.getByRole('status').getByText('Alguém aí?').count()).toBe(0)
  })

  it('fills a phone, from the search and from the history, and the way back closes it', async () => {
    await write(`Vocês fazem ${word}?`)
    const inbox = await openProfile('admin@aurora.test', onPhone)
    const { page } = inbox
    await search(page)
    await page.getByRole('option', { name: new RegExp(word) }).click()
    await inbox.bubble(word).waitFor()
    await expectAccessible(page)
    expect((await drawer(page).boundingBox())?.width).toBe(390)
    await page.goBack()
    await drawer(page).waitFor({ state: 'detached' })
    expect(new URL(page.url()).pathname).toBe('/configuracoes/perfil')

    await page.goto('/notificacoes')
    await page.getByRole('link', { name }).click()
    await inbox.bubble(word).waitFor()
    await drawer(page).getByRole('button', { name: 'Fechar' }).first().click()
    await drawer(page).waitFor({ state: 'detached' })
    await isFocused(page, 'link', name)
  })

  it('says that a conversation is not there', async () => {
    const inbox = new InboxPage(await browser.newPage({ allowErrors: /404/ }))
    await inbox.signIn('admin@aurora.test')
    await inbox.page.goto('/configuracoes/perfil?conversa=whatsapp%3A%2B5511900000000')
    await inbox.page.getByText('Esta conversa não existe mais.').waitFor()
    await inbox.page.keyboard.press('Escape')
    await inbox.page.waitForURL((url) => url.search === '')
  })
})

describe('a number that nobody named', () => {
  it('is named in the details, and keeps that name whatever the profile says', async () => {
    await patientWrites({ provider: 'evolution', from: phone, text: 'Oi, é da clínica?' })
    const inbox = await openProfile('admin@aurora.test')
    const { page } = inbox
    await page.goto(`/configuracoes/perfil?conversa=${encodeURIComponent(`whatsapp:+${phone}`)}`)
    await page.getByRole('button', { name: 'Detalhes da conversa' }).click()
    const details = page.getByRole('dialog', { name: 'Detalhes' })
    await details.getByRole('button', { name: 'Dar um nome' }).click()
    await details.getByRole('textbox', { name: 'Nome' }).fill(name)
    await details.getByRole('button', { name: 'Salvar nome' }).click()
    await details.getByText(name).waitFor()
    await expectAccessible(page)
    await patientWrites({ provider: 'evolution', from: phone, name: 'Flor', text: 'Sou a Flor' })
    await inbox.bubble('Sou a Flor').waitFor()
    await details.getByText(name).waitFor()
    expect(await details.getByText('Flor', { exact: true }).count()).toBe(0)
  })
})
