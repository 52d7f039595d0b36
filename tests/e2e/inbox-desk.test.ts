import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../stack/support/clients.ts'
import { InboxPage } from './pages/inbox.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'
import { freshPhone, patientWrites } from './support/simulators.ts'

const browser = useBrowser()
const sql = openDatabase()
afterAll(() => sql.end())
const email = 'admin@aurora.test'
const onPhone = { viewport: { width: 390, height: 844 }, hasTouch: true }

interface Patient {
  phone: string
  name: string
}

function newPatient(): Patient {
  const phone = freshPhone()
  return { phone, name: `Paciente ${phone.slice(-6)}` }
}

const write = ({ phone, name }: Patient, text: string, more: object = {}) =>
  patientWrites({ provider: 'evolution', from: phone, name, text, ...more })

async function openInbox(options?: OpenOptions): Promise<InboxPage> {
  const inbox = new InboxPage(await browser.newPage(options))
  await inbox.signIn(email)
  return inbox
}

let patient: Patient
beforeEach(() => {
  patient = newPatient()
})

const filter = (inbox: InboxPage, name: string | RegExp) => inbox.list.getByRole('button', { name })

/** Nobody else waits while this runs: who waits longest comes first, and only what is in view is drawn. */
async function withNobodyWaiting(act: () => Promise<void>): Promise<void> {
  const waiting = await sql`
    select tenant_id, id, waiting_since::text as since from public.conversation_threads where waiting_since is not null`
  await sql`update public.conversation_threads set waiting_since = null where waiting_since is not null`
  try {
    await act()
  } finally {
    for (const { tenant_id, id, since } of waiting)
      await sql`
        update public.conversation_threads set waiting_since = ${since}::text::timestamptz
        where tenant_id = ${tenant_id} and id = ${id} and waiting_since is null`
  }
}

describe('who waits for an answer', () => {
  it('says how long, is filtered and counted, and ends with the answer, not with a look', () =>
    withNobodyWaiting(async () => {
      const inbox = await openInbox()
      await write(patient, 'Tem horário amanhã?')
      await inbox.row(patient.name).getByText('Esperando resposta há').waitFor({ state: 'attached' })
      await filter(inbox, /^Esperando resposta\s*\d/).click()
      await inbox.page.waitForURL((url) => url.searchParams.get('filtro') === 'esperando')
      await inbox.open(patient.name)
      await inbox.bubble('Tem horário amanhã?').waitFor()
      await inbox.row(patient.name).getByText('mensagem não lida').waitFor({ state: 'detached' })
      await inbox.row(patient.name).getByText('Esperando resposta há').waitFor({ state: 'attached' })
      await inbox.send('Temos às 10h.')
      await inbox.row(patient.name).getByText('Esperando resposta há').waitFor({ state: 'detached' })
      await expectAccessible(inbox.page)
    }))

  it('keeps the list in the address: a reload and the way back show it again', async () => {
    const inbox = await openInbox()
    const isPressed = (name: string) =>
      expect
        .poll(() => filter(inbox, new RegExp(`^${name}`)).getAttribute('aria-pressed'), { timeout: 10_000 })
        .toBe('true')
    await filter(inbox, /^Não lidas/).click()
    await isPressed('Não lidas')
    await inbox.page.reload()
    await isPressed('Não lidas')
    await filter(inbox, /^Minhas/).click()
    await isPressed('Minhas')
    await inbox.page.goBack()
    await isPressed('Não lidas')
    await inbox.page.goBack()
    await isPressed('Todas')
  })

  it('marks as unread with U, and from the row', async () => {
    const inbox = await openInbox()
    await write(patient, 'Oi')
    await inbox.open(patient.name)
    const unread = inbox.row(patient.name).getByText('1 mensagem não lida')
    await unread.waitFor({ state: 'detached' })
    await inbox.page.getByRole('heading', { name: patient.name, level: 2 }).click()
    await inbox.page.keyboard.press('u')
    await unread.waitFor({ state: 'attached' })
    await inbox.page.waitForURL((url) => url.pathname === '/conversas')

    await inbox.row(patient.name).click({ button: 'right' })
    await inbox.page.getByRole('button', { name: 'Marcar como lida' }).click()
    await unread.waitFor({ state: 'detached' })
  })

  it('shows a reaction in the place of the last message', async () => {
    const inbox = await openInbox()
    const { id } = await write(patient, 'Confirmado às 15h?')
    await inbox.row(patient.name).waitFor()
    await write(patient, '', { type: 'reaction', emoji: '❤️', target: id })
    await inbox.row(patient.name).getByText('❤️ reagiu a “Confirmado às 15h?”').waitFor()
  })
})

describe('the order of the list', () => {
  it('is held while the pointer is in it; a pill says what is new, and a click brings it', async () => {
    const inbox = await openInbox()
    const top = inbox.list.locator('a[href*="/conversas/whatsapp"]').first()
    const { x, y } = (await top.boundingBox())!
    await inbox.page.mouse.move(x + 60, y + 20)
    await inbox.page.mouse.move(x + 80, y + 30)
    const before = await top.getAttribute('href')
    const other = newPatient()
    await write(other, 'cheguei agora')
    const pill = inbox.list.getByRole('button', { name: '1 nova' })
    await pill.waitFor()
    expect(await top.getAttribute('href')).toBe(before)
    await pill.click()
    await expect.poll(() => top.textContent()).toContain(other.name)

    const third = newPatient()
    await write(third, 'eu também')
    await pill.waitFor()
    await inbox.page.getByText('Escolha uma conversa').hover()
    // WhatsApp's clock knows seconds: of two who write in one, either may stand above
    await inbox.row(third.name).waitFor()
    await pill.waitFor({ state: 'detached' })
  })
})

describe('finishing', () => {
  it('leaves at once, opens the next, and can be taken back', async () => {
    const inbox = await openInbox()
    const next = newPatient()
    await write(next, 'depois de mim')
    await inbox.row(next.name).waitFor()
    const thanks = `obrigada! ${crypto.randomUUID().slice(0, 8)}`
    await write(patient, thanks)
    await inbox.row(patient.name).getByText(thanks).waitFor()
    await inbox.open(patient.name)
    // WhatsApp's clock knows seconds: of two who write in one, either may stand above
    const addresses = await inbox.list
      .locator('a[href*="/conversas/whatsapp"]')
      .evaluateAll((rows) => rows.map((row) => new URL((row as HTMLAnchorElement).href).pathname))
    const below = addresses[addresses.indexOf(new URL(inbox.page.url()).pathname) + 1]
    await inbox.page.getByRole('button', { name: 'Finalizar', exact: true }).click()
    await inbox.page.waitForURL(({ pathname }) => pathname === below)
    await inbox.row(patient.name).waitFor({ state: 'detached' })
    await inbox.page.getByRole('button', { name: 'Desfazer' }).click()
    await inbox.page.getByRole('heading', { name: patient.name, level: 2 }).waitFor()
    await inbox.row(patient.name).waitFor()
    await inbox.messages.getByText('Você finalizou a conversa').waitFor()
    await inbox.messages.getByText('Você reabriu a conversa').waitFor()
  })

  it('is undone by an answer, and the thread tells it', async () => {
    const inbox = await openInbox()
    await write(patient, 'até logo')
    await inbox.open(patient.name)
    await inbox.page.getByRole('button', { name: 'Assumir' }).click()
    await inbox.messages.getByText('Você assumiu a conversa').waitFor()
    await inbox.page.getByRole('button', { name: 'Finalizar', exact: true }).click()
    await inbox.row(patient.name).waitFor({ state: 'detached' })
    await inbox.list.getByLabel('Situação').selectOption('finished')
    await inbox.open(patient.name)
    await inbox.send('Ah, e leve um documento.')
    await inbox.bubble('Ah, e leve um documento.').waitFor()
    await inbox.messages.getByText('Você reabriu a conversa').waitFor()
    await inbox.list.getByLabel('Situação').selectOption('open')
    await inbox.row(patient.name).waitFor()
  })

  it('comes back to the list on a phone, where unread is marked in the details', async () => {
    const inbox = await openInbox(onPhone)
    await write(patient, 'Oi')
    await inbox.open(patient.name)
    await inbox.page.getByRole('button', { name: 'Detalhes da conversa' }).click()
    await inbox.page.getByRole('button', { name: 'Marcar como não lida' }).click()
    await inbox.row(patient.name).getByText('1 mensagem não lida').waitFor({ state: 'attached' })
    await expectAccessible(inbox.page)

    await inbox.open(patient.name)
    await inbox.page.getByRole('button', { name: 'Detalhes da conversa' }).click()
    await inbox.page.getByRole('button', { name: 'Finalizar', exact: true }).click()
    await inbox.row(patient.name).waitFor({ state: 'detached' })
    await inbox.page.getByRole('button', { name: 'Desfazer' }).click()
    await inbox.page.getByRole('heading', { name: patient.name, level: 2 }).waitFor()
  })
})
