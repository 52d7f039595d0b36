import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { gradientPng } from '../../local/simulators/core/samples.ts'
import { asUser } from '../stack/support/clients.ts'
import { AuthPages } from './pages/auth.ts'
import { InboxPage } from './pages/inbox.ts'
import { newColleague, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'
import { freshPhone, patientWrites, phoneOf } from './support/simulators.ts'

const browser = useBrowser()
const settings = '/configuracoes/respostas-rapidas'
let admin: Account
let reception: Account
let phone: string
let name: string

beforeAll(async () => {
  const client = await asUser('admin@horizonte.test')
  const { data } = await client.rpc('my_context')
  const [clinic] = (data as { memberships: { tenant_id: string }[] }).memberships
  const owner = { client, tenantId: clinic?.tenant_id ?? null }
  admin = await newColleague(owner, 'admin', 'Ada Administradora')
  reception = await newColleague(owner, 'operator', 'Rita Recepção')
  for (const [shortcut, title, body] of [
    ['preparo', 'Preparo', 'Olá, {{nome}}! Venha em jejum. {{atendente}}, {{clinica}}'],
    ['preparo-sangue', 'Preparo do exame de sangue', 'Jejum de doze horas.'],
  ]) {
    const { error } = await client.rpc('save_quick_reply', {
      p_tenant_id: owner.tenantId,
      p_id: crypto.randomUUID(),
      p_is_personal: false,
      p_shortcut: shortcut,
      p_title: title,
      p_body: body,
    })
    expect(error).toBeNull()
  }
})
beforeEach(() => {
  phone = freshPhone()
  name = `Bia ${phone.slice(-6)}`
})

async function openAs(who: Account, path: string, options?: OpenOptions): Promise<InboxPage> {
  const inbox = new InboxPage(await browser.newPage(options))
  await new AuthPages(inbox.page).signIn(who, path)
  return inbox
}

/** The conversation of a patient who has just written. */
async function openConversation(options?: OpenOptions): Promise<InboxPage> {
  await patientWrites({ provider: 'twilio', from: phone, name, text: 'Como me preparo?' })
  const inbox = await openAs(reception, '/conversas', options)
  await inbox.row(name).click()
  await inbox.composer.waitFor()
  return inbox
}

const option = ({ page }: InboxPage, title: string) => page.getByRole('option', { name: title })
const arrived = async () =>
  (await phoneOf(phone)).filter(({ from }) => from === 'clinic').map(({ text }) => text)
const filledIn = 'Olá, Bia! Venha em jejum. Rita, Clínica Horizonte'

describe('in a conversation', () => {
  it('a word after "/" finds a reply, Enter fills it in, and the patient gets it', async () => {
    const inbox = await openConversation()
    await inbox.composer.focus()
    await inbox.page.keyboard.type('/preparo')
    await option(inbox, 'Preparo do exame').waitFor()
    await expectAccessible(inbox.page)
    await inbox.page.keyboard.press('ArrowDown')
    await inbox.page.keyboard.press('ArrowUp')
    await inbox.page.keyboard.press('Enter')
    expect(await inbox.composer.inputValue()).toBe(filledIn)
    await inbox.page.keyboard.press('Enter')
    await inbox.waitForStatus(filledIn, 'Entregue')
    expect(await arrived()).toEqual([filledIn])
  })

  it('Esc closes the list and leaves what was typed', async () => {
    const inbox = await openConversation()
    await inbox.composer.focus()
    await inbox.page.keyboard.type('Sim! /prep')
    await option(inbox, 'Preparo do exame').waitFor()
    await inbox.page.keyboard.press('Escape')
    await option(inbox, 'Preparo do exame').waitFor({ state: 'detached' })
    expect(await inbox.composer.inputValue()).toBe('Sim! /prep')
  })

  it('what nobody can fill in is left in sight and not sent before somebody does', async () => {
    await patientWrites({ provider: 'twilio', from: phone, name: '🌸', text: 'Oi' })
    const inbox = await openAs(reception, '/conversas')
    await inbox.page.goto(`/conversas/whatsapp:+${phone}`)
    await inbox.composer.focus()
    await inbox.page.keyboard.type('/preparo')
    await option(inbox, 'Preparo do exame').waitFor()
    await inbox.page.keyboard.press('Enter')
    expect(await inbox.composer.inputValue()).toContain('{{nome}}')
    await inbox.page.keyboard.press('Enter')
    await inbox.page.getByText('Escreva o que falta no lugar de {{nome}}.').waitFor()
    // it is selected: typing takes its place
    await inbox.page.keyboard.type('Bia')
    expect(await inbox.composer.inputValue()).toBe(filledIn)
    await inbox.page.keyboard.press('Enter')
    await inbox.waitForStatus(filledIn, 'Entregue')
  })

  it('on a phone the button opens them and a tap takes one', async () => {
    const inbox = await openConversation({
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    })
    await inbox.page.getByRole('button', { name: 'Respostas rápidas' }).tap()
    await option(inbox, 'Preparo do exame').waitFor()
    await expectAccessible(inbox.page)
    await option(inbox, 'Preparo do exame').tap()
    expect(await inbox.composer.inputValue()).toBe('Jejum de doze horas.')
  })
})

describe('with a file', () => {
  it('one is made in the settings, chosen in a conversation and arrives with its text', async () => {
    const { page } = await openAs(admin, settings)
    await page.getByRole('button', { name: 'Nova resposta' }).click()
    await page.getByLabel('Atalho').fill('/fachada')
    await page.getByLabel('Título').fill('Nossa fachada')
    await page.getByLabel('Texto', { exact: true }).fill('Estamos nesta casa.')
    const files = [
      { name: 'fachada.png', mimeType: 'image/png', buffer: Buffer.from(gradientPng(32)) },
      { name: 'planilha.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') },
    ]
    await page.getByLabel('Anexar').last().setInputFiles(files)
    await page.getByText('O número oficial não envia este tipo de arquivo.').waitFor()
    await page.getByRole('button', { name: 'Tirar planilha.csv' }).click()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Salvar' }).click()
    await page.getByText('fachada.png').waitFor()
    const inbox = await openConversation()
    await inbox.composer.focus()
    await inbox.page.keyboard.type('/fachada')
    await option(inbox, 'Nossa fachada').getByText('fachada.png').waitFor()
    await inbox.page.keyboard.press('Enter')
    await inbox.page.getByText('O texto vai como legenda.').waitFor()
    await inbox.page.keyboard.press('Enter')
    await inbox.waitForStatus('Estamos nesta casa.', 'Entregue')
    expect(await arrived()).toContain('Estamos nesta casa.')
  })
})

describe('in the settings', () => {
  it('an administrator creates one for the clinic, sees it as the patient will, deletes it and brings it back', async () => {
    const { page } = await openAs(admin, settings)
    await page.getByRole('button', { name: 'Nova resposta' }).click()
    await page.getByRole('radio', { name: 'Toda a clínica' }).waitFor({ state: 'attached' })
    await page.getByRole('button', { name: 'Salvar' }).click()
    await page.getByText('Uma palavra só').waitFor()
    await page.getByLabel('Atalho').fill('/Cartão')
    await page.getByLabel('Título').fill('Formas de pagamento')
    await page.getByLabel('Texto', { exact: true }).fill('Aceitamos cartão, ')
    await page.getByRole('button', { name: 'Nome do paciente' }).click()
    await page.getByText('Aceitamos cartão, Mariana').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Salvar' }).click()
    await page.getByText('/cartao', { exact: true }).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Excluir /cartao' }).click()
    await page.getByText('/cartao', { exact: true }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Desfazer' }).click()
    await page.getByText('/cartao', { exact: true }).waitFor()
  })

  it('the reception keeps its own and cannot change what is the clinic’s', async () => {
    const { page } = await openAs(reception, settings, { viewport: { width: 390, height: 844 } })
    await page.getByText('/preparo', { exact: true }).waitFor()
    expect(await page.getByRole('button', { name: 'Editar /preparo', exact: true }).count()).toBe(0)
    await page.getByRole('button', { name: 'Nova resposta' }).click()
    await page.getByLabel('Atalho').fill('tchau')
    await page.getByLabel('Título').fill('Despedida')
    await page.getByLabel('Texto', { exact: true }).fill('Até logo!')
    await page.getByRole('button', { name: 'Salvar' }).click()
    await page.getByRole('button', { name: 'Editar /tchau' }).waitFor()
    await expectAccessible(page)
  })
})
