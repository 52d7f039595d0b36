import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asUser } from '../stack/support/clients.ts'
import { AuthPages } from './pages/auth.ts'
import { InboxPage } from './pages/inbox.ts'
import { newColleague, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'
import { control, freshPhone, patientWrites, phoneOf } from './support/simulators.ts'

const browser = useBrowser()
let reception: Account
let phone: string
let name: string

beforeAll(async () => {
  const client = await asUser('admin@horizonte.test')
  const { data } = await client.rpc('my_context')
  const [clinic] = (data as { memberships: { tenant_id: string }[] }).memberships
  reception = await newColleague({ client, tenantId: clinic?.tenant_id ?? null }, 'operator', 'Rita Recepção')
})
beforeEach(() => {
  phone = freshPhone()
  name = `Bia ${phone.slice(-6)}`
})
afterEach(() => control('/faults', undefined, 'DELETE'))

/** Labels of the fields: what is written before each gap. */
const [patient, day, hour] = ['Olá, …', 'Sua consulta está marcada para …', 'às …'] as const
const filledIn = 'Olá, Bia! Sua consulta está marcada para 02/12, às 9h. Podemos confirmar a sua presença?'

async function openInbox(options?: OpenOptions): Promise<InboxPage> {
  const inbox = new InboxPage(await browser.newPage(options))
  await new AuthPages(inbox.page).signIn(reception, '/conversas')
  await inbox.list.waitFor()
  return inbox
}

/** The picker as a person finds it. */
function pickerOf({ page }: InboxPage) {
  const dialog = page.getByRole('dialog')
  return {
    dialog,
    open: page.getByRole('button', { name: 'Escolher modelo' }),
    template: (title: string) => dialog.getByRole('button', { name: title }),
    field: (label: string) => dialog.getByLabel(label, { exact: true }),
    preview: dialog.getByRole('region', { name: 'Como o paciente vai ler' }),
    async fill() {
      await dialog.getByRole('button', { name: 'Confirmacao consulta' }).click()
      await dialog.getByLabel(day, { exact: true }).fill('02/12')
      await dialog.getByLabel(hour, { exact: true }).fill('9h')
    },
  }
}

const arrived = async () =>
  (await phoneOf(phone)).filter(({ from }) => from === 'clinic').map(({ text }) => text)

describe('to somebody who never wrote', () => {
  it('the reception picks a template, sees it as the patient will, and its ticks climb', async () => {
    const inbox = await openInbox()
    const picker = pickerOf(inbox)
    await inbox.begin(phone, name)
    await inbox.page.getByText('não escreveu para este número').waitFor()
    await expectAccessible(inbox.page)

    await picker.open.click()
    await picker.template('Pesquisa satisfacao').waitFor()
    expect(await picker.template('Novos horarios').count()).toBe(0)
    await picker.dialog.getByText('Em análise').waitFor()
    await expectAccessible(inbox.page)
    await picker.template('Confirmacao consulta').click()
    expect(await picker.field(patient).inputValue()).toBe('Bia')
    await picker.field(day).fill('02/12')
    await picker.preview.getByText('Olá, Bia! Sua consulta está marcada para 02/12, às 15h.').waitFor()
    await picker.field(hour).fill('9h')
    await picker.preview.getByText(filledIn).waitFor()
    await expectAccessible(inbox.page)
    await picker.dialog.getByRole('button', { name: 'Enviar' }).click()

    await inbox.waitForStatus(filledIn, 'Entregue')
    expect(await arrived()).toEqual([filledIn])
    await control('/read', { provider: 'twilio', phone })
    await inbox.waitForStatus(filledIn, 'Lida')
  })

  it('works by keyboard: Enter moves on, Esc goes back, Ctrl + Enter sends', async () => {
    const inbox = await openInbox()
    const { keyboard } = inbox.page
    const picker = pickerOf(inbox)
    await inbox.begin(phone, name)
    await inbox.page.keyboard.press('m')
    await picker.dialog.locator('input:focus').waitFor()
    await picker.template('Lembrete consulta').waitFor()
    await keyboard.type('lembrete')
    await picker.template('Confirmacao consulta').waitFor({ state: 'detached' })
    await keyboard.press('Enter')
    await picker.field('Lembramos da sua consulta em …').waitFor()
    await keyboard.press('Escape')
    await picker.template('Lembrete consulta').waitFor()
    await keyboard.press('Enter')
    await picker.field('Lembramos da sua consulta em …').waitFor()
    await keyboard.press('Control+Enter')
    await picker.dialog.getByText('Preencha este campo.').waitFor()
    await keyboard.type('10/09, às 15h')
    await keyboard.press('Control+Enter')
    await picker.dialog.waitFor({ state: 'detached' })
    await inbox.waitForStatus('Lembramos da sua consulta em 10/09, às 15h.', 'Entregue')
  })

  it('fits a phone', async () => {
    const inbox = await openInbox({
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      colorScheme: 'dark',
    })
    const picker = pickerOf(inbox)
    await inbox.begin(phone, name)
    await picker.open.click()
    await picker.template('Confirmacao consulta').waitFor()
    await expectAccessible(inbox.page)
    await picker.fill()
    await expectAccessible(inbox.page)
    await picker.dialog.getByRole('button', { name: 'Enviar' }).click()
    await inbox.waitForStatus(filledIn, 'Entregue')
  })
})

describe('filling in', () => {
  it('shows the buttons and addresses that the patient gets, and calls nobody by a courtesy title', async () => {
    const inbox = await openInbox()
    const picker = pickerOf(inbox)
    name = `Dona Lúcia ${phone.slice(-6)}`
    await inbox.begin(phone, name)
    await picker.open.click()
    await picker.template('Sessao online').click()
    expect(await picker.field(patient).inputValue()).toBe('Lúcia')
    await picker.preview.getByText('Entrar na sessão', { exact: true }).waitFor()
    await picker.preview.getByText('https://sessao.horizonte.test/sala-ana').waitFor()
    await picker.field('Entrar na sessão: …').fill('sala-7')
    await picker.preview.getByText('https://sessao.horizonte.test/sala-7').waitFor()
    await expectAccessible(inbox.page)
  })

  it('is not lost by Esc or a click outside', async () => {
    const inbox = await openInbox()
    const { page } = inbox
    const picker = pickerOf(inbox)
    const form = page.getByRole('dialog', { name: 'Confirmacao consulta' })
    const question = page.getByRole('dialog', { name: 'Descartar o que foi escrito?' })
    await inbox.begin(phone, name)
    await picker.open.click()
    await picker.fill()
    // For a moment after it opened, a click outside may still be the second half of a double click.
    const clickOutside = async () => {
      await page.mouse.click(5, 5)
      return question.isVisible()
    }
    await expect.poll(clickOutside, { interval: 200 }).toBe(true)
    await question.getByRole('button', { name: 'Continuar editando' }).click()
    await question.waitFor({ state: 'detached' })
    expect(await form.getByLabel(day, { exact: true }).inputValue()).toBe('02/12')
    await form.getByLabel(day, { exact: true }).press('Escape')
    await picker.template('Lembrete consulta').click()
    await page.keyboard.press('Escape')
    await picker.template('Confirmacao consulta').click()
    expect(await picker.field(day).inputValue()).toBe('02/12')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await question.getByRole('button', { name: 'Descartar' }).click()
    await page.getByRole('dialog').first().waitFor({ state: 'detached' })
  })
})

describe('what was picked', () => {
  it('waits for the network over a reload, and arrives once', async () => {
    const inbox = await openInbox({ allowErrors: /ERR_INTERNET_DISCONNECTED|WebSocket/ })
    const picker = pickerOf(inbox)
    await inbox.begin(phone, name)
    await picker.open.click()
    await picker.fill()
    await inbox.page.context().setOffline(true)
    await picker.dialog.getByRole('button', { name: 'Enviar' }).click()
    await inbox.bubble(filledIn).getByText('Enviando').waitFor({ state: 'attached' })
    await inbox.page.context().setOffline(false)
    await inbox.page.reload()
    await inbox.waitForStatus(filledIn, 'Entregue')
    expect(await arrived()).toEqual([filledIn])
  })

  it('is the same template when it is tried again', async () => {
    const inbox = await openInbox({ allowErrors: /409/ })
    const picker = pickerOf(inbox)
    await inbox.begin(phone, name)
    await inbox.page.route(
      '**/functions/v1/send-whatsapp-message',
      (route) => route.fulfill({ status: 409, json: { code: 'channel_disconnected', status: 409 } }),
      { times: 1 },
    )
    await picker.open.click()
    await picker.fill()
    await picker.dialog.getByRole('button', { name: 'Enviar' }).click()
    await inbox.waitForStatus(filledIn, 'Não enviada')
    await inbox.bubble(filledIn).getByRole('button', { name: 'Tentar de novo' }).click()
    await inbox.waitForStatus(filledIn, 'Entregue')
    expect(await arrived()).toEqual([filledIn])
  })
})

describe('the list', () => {
  it('is within reach while texts are taken as well, and says when WhatsApp does not answer', async () => {
    const inbox = await openInbox({ allowErrors: /502/ })
    const picker = pickerOf(inbox)
    await patientWrites({ provider: 'twilio', from: phone, name, text: 'oi' })
    await inbox.open(name)
    await inbox.composer.waitFor()
    await inbox.page.route('**/functions/v1/sync-whatsapp-templates', (route) =>
      route.fulfill({ status: 502, json: { code: 'provider_error', status: 502 } }),
    )
    await inbox.page.getByRole('button', { name: 'Enviar um modelo' }).click()
    await picker.template('Confirmacao consulta').waitFor()
    await picker.dialog.getByRole('button', { name: 'Atualizar' }).click()
    await picker.dialog.getByText('O serviço do WhatsApp respondeu com um erro').waitFor()
    await picker.template('Confirmacao consulta').waitFor()
  })

  it('tells who may not create a template whom to ask', async () => {
    const inbox = await openInbox()
    await inbox.begin(phone, name)
    await inbox.page.route('**/rpc/list_message_templates', (route) => route.fulfill({ json: [] }))
    await inbox.page.route('**/functions/v1/sync-whatsapp-templates', (route) =>
      route.fulfill({ json: { templates: [], synced_at: new Date().toISOString() } }),
    )
    const picker = pickerOf(inbox)
    await picker.open.click()
    await picker.dialog.getByText('Peça a um administrador para criar o primeiro').waitFor()
    await expectAccessible(inbox.page)
  })
})
