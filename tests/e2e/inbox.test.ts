import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { asService, asUser, openDatabase } from '../stack/support/clients.ts'
import { InboxPage } from './pages/inbox.ts'
import { AuthPages } from './pages/auth.ts'
import { newAccount } from './support/accounts.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'
import { connectOfficialNumber } from './support/official-number.ts'
import { control, freshPhone, patientWrites, phoneOf } from './support/simulators.ts'
import { ownStack } from '../stack/support/stack.ts'

const clinics = {
  evolution: { email: 'admin@aurora.test', provider: 'evolution' },
  twilio: { email: 'admin@horizonte.test', provider: 'twilio' },
} as const
const LIVE_MS = 2_000

const browser = useBrowser()
let phone: string
let name: string

beforeEach(() => {
  phone = freshPhone()
  name = `Paciente ${phone.slice(-6)}`
})
afterEach(() => control('/faults', undefined, 'DELETE'))

async function openInbox(email: string, options?: OpenOptions): Promise<InboxPage> {
  const inbox = new InboxPage(await browser.newPage(options))
  await inbox.signIn(email)
  return inbox
}

describe.each(Object.values(clinics))('with $provider', ({ email, provider }) => {
  const write = (text: string) => patientWrites({ provider, from: phone, name, text })

  it('shows a patient’s message within two seconds and brings the answer to the patient', async () => {
    const inbox = await openInbox(email)
    await write('primeira')
    await inbox.row(name).waitFor()
    const began = Date.now()
    await write('Vocês atendem no sábado?')
    await inbox.row(name).getByText('Vocês atendem no sábado?').waitFor()
    expect(Date.now() - began).toBeLessThan(LIVE_MS)

    await inbox.open(name)
    await inbox.bubble('Vocês atendem no sábado?').waitFor()
    await inbox.send('Atendemos das 8h às 12h.')
    await inbox.waitForStatus('Atendemos das 8h às 12h.', 'Entregue')
    const sent = (await phoneOf(phone)).filter((message) => message.from === 'clinic')
    expect(sent.map((message) => message.text)).toEqual(['Atendemos das 8h às 12h.'])

    await control('/read', { provider, phone })
    await inbox.waitForStatus('Atendemos das 8h às 12h.', 'Lida')
  })
})

describe('live', () => {
  const write = (patch: object) => patientWrites({ provider: 'evolution', from: phone, name, ...patch })

  it('counts unread conversations in the title, and no longer once somebody looked', async () => {
    const inbox = await openInbox(clinics.evolution.email)
    const unread = async () => Number(/^\((\d+)\)/.exec(await inbox.page.title())?.[1] ?? 0)
    const before = await unread()
    await write({ text: 'uma' })
    await expect.poll(unread, { timeout: 10_000 }).toBe(before + 1)
    await inbox.row(name).getByText('1 mensagem não lida').waitFor({ state: 'attached' })
    const marking = inbox.page.waitForRequest('**/rpc/mark_conversation_read')
    await inbox.open(name)
    const { p_thread_key, p_seen_id } = (await marking).postDataJSON() as Record<string, string>
    await expect.poll(unread, { timeout: 10_000 }).toBe(before)
    // not blindly everything: what arrived while the call was on its way would not be unread any more
    const sql = openDatabase()
    const [seen] = await sql`
      select m.body from public.conversation_messages m
      join public.conversation_threads t on t.tenant_id = m.tenant_id and t.id = m.thread_id
      where t.thread_key = ${p_thread_key!} and m.id = ${p_seen_id!}`
    await sql.end()
    expect(seen).toEqual({ body: 'uma' })
    await inbox.row(name).getByText('mensagem não lida').waitFor({ state: 'detached' })
  })

  it('catches up with what it missed while the live connection was broken', async () => {
    const inbox = await openInbox(clinics.evolution.email, { allowErrors: /WebSocket/ })
    await write({ text: 'antes' })
    await inbox.open(name)
    await inbox.bubble('antes').waitFor()
    const { realtime } = ownStack().pids
    if (realtime === undefined) throw new Error('The stack does not name its realtime process.')
    process.kill(realtime, 'SIGKILL')
    await write({ text: 'durante a queda' })
    await inbox.bubble('durante a queda').waitFor({ timeout: 30_000 })
    await inbox.row(name).getByText('durante a queda').waitFor()
    await write({ text: 'depois' })
    await inbox.bubble('depois').waitFor({ timeout: 15_000 })
  })

  it('follows a conversation that turns out to be part of another', async () => {
    const inbox = await openInbox(clinics.evolution.email)
    const lid = `9${Date.now()}@lid`
    await write({ text: 'sem número', lid, lidStyle: 'lid-only' })
    await inbox.open(name)
    await write({ text: 'com número', lid: false })
    await write({ text: 'sou a mesma pessoa', lid, lidStyle: 'alt' })
    await inbox.page.waitForURL((url) => decodeURIComponent(url.pathname).endsWith(`whatsapp:+${phone}`))
    for (const text of ['sem número', 'com número', 'sou a mesma pessoa']) await inbox.bubble(text).waitFor()
    await expect.poll(() => inbox.row(name).count()).toBe(1)
  })
})

describe('what a patient can send', () => {
  it('represents every kind, marks edits and deletions, and shows reactions and quotes', async () => {
    const inbox = await openInbox(clinics.evolution.email)
    const write = (patch: object) => patientWrites({ provider: 'evolution', from: phone, name, ...patch })
    for (const type of [
      'image',
      'audio',
      'video',
      'document',
      'sticker',
      'location',
      'contact',
      'list',
      'other',
    ]) {
      await write({ type })
    }
    const source = await write({ text: 'texto original' })
    await write({ type: 'reply', target: source.id, text: 'citando' })
    await write({ type: 'reaction', target: source.id, emoji: '❤️' })
    const gone = await write({ text: 'some daqui' })
    await write({ type: 'delete', target: gone.id })
    await inbox.open(name)
    for (const text of ['Abrir no mapa', 'Opção escolhida']) await inbox.bubble(text).first().waitFor()
    await inbox.messages.getByRole('button', { name: 'Ampliar: Foto' }).waitFor()
    await inbox.messages.getByRole('button', { name: /mp4.*Baixar/ }).waitFor()
    await inbox.messages.getByRole('img', { name: 'Figurinha' }).waitFor()
    await inbox.bubble('Mensagem apagada').waitFor()
    await inbox
      .bubble('citando')
      .getByRole('button', { name: /Mensagem citada.*texto original/ })
      .waitFor()
    await inbox.messages.getByLabel('Reação ❤️').waitFor()
    await write({ type: 'edit', target: source.id, text: 'texto corrigido' })
    await inbox.bubble('texto corrigido').getByText('Editada').waitFor()
    await expectAccessible(inbox.page)
  })
})

describe('when sending fails', () => {
  it('says why, and sends once when tried again', async () => {
    const inbox = await openInbox(clinics.evolution.email, { allowErrors: /409/ })
    await patientWrites({ provider: 'evolution', from: phone, name, text: 'oi' })
    await inbox.open(name)
    await control('/connection', { state: 'close' })
    try {
      await inbox.page.getByText('O WhatsApp da clínica está desconectado.').first().waitFor()
      await inbox.send('não sai agora')
      await inbox.waitForStatus('não sai agora', 'Não enviada')
      await inbox.bubble('não sai agora').getByText('Reconecte em Configurações').waitFor()
    } finally {
      await control('/connection', { state: 'open' })
    }
    await inbox.page.getByText('Reconecte para que as mensagens saiam').waitFor({ state: 'detached' })
    await inbox.bubble('não sai agora').getByRole('button', { name: 'Tentar de novo' }).click()
    await inbox.waitForStatus('não sai agora', 'Entregue')
    expect((await phoneOf(phone)).filter((message) => message.text === 'não sai agora')).toHaveLength(1)
  })

  it('keeps what was written without internet, also over a reload, and sends it when it is back', async () => {
    const inbox = await openInbox(clinics.evolution.email, {
      allowErrors: /ERR_INTERNET_DISCONNECTED|WebSocket/,
    })
    await patientWrites({ provider: 'evolution', from: phone, name, text: 'oi' })
    await inbox.open(name)
    await inbox.page.context().setOffline(true)
    await inbox.send('escrita sem rede')
    await inbox.bubble('escrita sem rede').getByText('Enviando').waitFor({ state: 'attached' })
    await inbox.page.context().setOffline(false)
    await inbox.page.reload()
    await inbox.waitForStatus('escrita sem rede', 'Entregue')
    expect((await phoneOf(phone)).filter((message) => message.text === 'escrita sem rede')).toHaveLength(1)
  })
})

describe('the official number', () => {
  const write = (text: string, from = phone) => patientWrites({ provider: 'twilio', from, name, text })
  const { email } = clinics.twilio

  it('takes a text as long as the database says, and again as soon as the patient writes', async () => {
    await write('escrita para outro número')
    const sql = openDatabase()
    // What the conversation keeps still says that the patient has just written, to whatever number.
    await sql`
      update public.conversation_messages set occurred_at = occurred_at - interval '25 hours'
      where body = 'escrita para outro número' and thread_id in (
        select id from public.conversation_threads where contact_name = ${name})`
    await sql.end()
    const inbox = await openInbox(email)
    await inbox.open(name)
    await inbox.page.getByText('não escreveu para este número nas últimas 24 horas').waitFor()
    expect(await inbox.composer.count()).toBe(0)
    await expectAccessible(inbox.page)
    await write('agora para este')
    await inbox.composer.waitFor()
    await inbox.page.getByText('Você pode responder até').waitFor()
  })

  it('is asked again when the clinic connects a number', async () => {
    const owner = await newAccount()
    const sender = `+155${phone.slice(-8)}`
    const account = await connectOfficialNumber(owner, sender)
    const { error } = await asService().rpc('add_whatsapp_credits', {
      p_tenant_id: owner.tenantId,
      p_credits: 50,
      p_reference: `${owner.tenantId}:bought`,
    })
    expect(error).toBeNull()
    await patientWrites({ provider: 'twilio', account, from: phone, name, text: 'oi' })
    const inbox = new InboxPage(await browser.newPage())
    await new AuthPages(inbox.page).signIn(owner, '/conversas')
    await inbox.open(name)
    await inbox.composer.waitFor()
    const sql = openDatabase()
    await sql`
      update public.conversation_messages set occurred_at = occurred_at - interval '25 hours'
      where tenant_id = ${owner.tenantId}`
    await sql.end()
    await connectOfficialNumber(owner, sender)
    await inbox.page.getByText('não escreveu para este número nas últimas 24 horas').waitFor()
  })

  it('offers a template where a text failed because its time was over', async () => {
    const late = `${phone.slice(0, -5)}63016`
    await write('oi', late)
    const inbox = await openInbox(email, { allowErrors: /409/ })
    await inbox.open(name)
    const picker = inbox.page.getByRole('dialog', { name: 'Escolher modelo' })
    const choose = (text: string) => inbox.bubble(text).getByRole('button', { name: 'Escolher modelo' })

    await inbox.send('recusada pelo WhatsApp')
    await inbox.waitForStatus('recusada pelo WhatsApp', 'Não enviada')
    await expectAccessible(inbox.page)
    await choose('recusada pelo WhatsApp').click()
    await picker.getByRole('button', { name: 'Confirmacao consulta' }).waitFor()
    await inbox.page.keyboard.press('Escape')
    await picker.waitFor({ state: 'detached' })

    await inbox.page.route('**/functions/v1/send-whatsapp-message', (route) =>
      route.fulfill({ status: 409, json: { code: 'outside_24h_window', status: 409 } }),
    )
    await inbox.send('recusada pelo Zelo')
    await inbox.waitForStatus('recusada pelo Zelo', 'Não enviada')
    await choose('recusada pelo Zelo').click()
    await picker.waitFor()
  })
})

describe('on a phone', () => {
  it('shows one pane at a time, goes back, and keeps the draft over a reload', async () => {
    const inbox = await openInbox(clinics.evolution.email, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
    })
    await patientWrites({ provider: 'evolution', from: phone, name, text: 'oi' })
    await inbox.open(name)
    await inbox.list.waitFor({ state: 'hidden' })
    await inbox.composer.fill('ainda pensando')
    await expectAccessible(inbox.page)
    await inbox.page.reload()
    await inbox.messages.waitFor()
    expect(await inbox.composer.inputValue()).toBe('ainda pensando')
    await inbox.page.getByRole('button', { name: 'Voltar para a lista' }).click()
    await inbox.row(name).getByText('Rascunho:').waitFor()
    await expectAccessible(inbox.page)
  })
})

describe('the way back on a phone', () => {
  const phoneScreen = { viewport: { width: 390, height: 844 }, hasTouch: true }

  it('does not lead to the conversation that the arrow left', async () => {
    const inbox = await openInbox(clinics.evolution.email, phoneScreen)
    await patientWrites({ provider: 'evolution', from: phone, name, text: 'oi' })
    await inbox.page.goto('/configuracoes/perfil')
    await inbox.page.getByRole('link', { name: 'Conversas' }).click()
    await inbox.open(name)
    await inbox.page.getByRole('button', { name: 'Voltar para a lista' }).click()
    await inbox.list.waitFor()
    await inbox.page.goBack()
    await inbox.page.waitForURL('**/configuracoes/perfil')
  })

  it('leads to the list also where a link opened the conversation', async () => {
    const inbox = await openInbox(clinics.evolution.email, phoneScreen)
    await patientWrites({ provider: 'evolution', from: phone, name, text: 'oi' })
    await inbox.page.goto(`/conversas/whatsapp:+${phone}`)
    await inbox.messages.waitFor()
    await inbox.page.getByRole('button', { name: 'Voltar para a lista' }).click()
    await inbox.row(name).waitFor()
    await inbox.page.waitForURL('**/conversas')
  })
})

describe('reading', () => {
  const write = (text: string) => patientWrites({ provider: 'evolution', from: phone, name, text })

  it('begins at the first unread message, however many there are', async () => {
    const inbox = await openInbox(clinics.evolution.email)
    for (let number = 1; number <= 70; number += 1) await write(`mensagem nº ${number}.`)
    await inbox.open(name)
    const line = inbox.messages.locator('[data-key=unread]')
    await line.getByText('70 mensagens não lidas').waitFor()
    const first = () => line.evaluate((element) => element.nextElementSibling?.textContent ?? '')
    await expect.poll(first).toContain('nº 1.')
  })

  it('leaves unread what is further down until somebody goes there', async () => {
    const inbox = await openInbox(clinics.evolution.email)
    for (let number = 1; number <= 30; number += 1) await write(`mensagem nº ${number}.`)
    await inbox.page.clock.install()
    await inbox.open(name)
    await inbox.messages.locator('[data-key=unread]').getByText('30 mensagens não lidas').waitFor()
    // However long one looks at the first ones, and whatever else arrives.
    await inbox.page.clock.fastForward('00:10')
    await write('mensagem nº 31.')
    await inbox.row(name).getByText('31 mensagens não lidas').waitFor({ state: 'attached' })

    await inbox.page
      .getByRole('button', { name: 'Ir para o fim' })
      .or(inbox.page.getByRole('button', { name: /nova mensagem/ }))
      .click()
    await inbox.row(name).getByText('mensagens não lidas').waitFor({ state: 'detached' })
    await inbox.messages.hover()
    await inbox.page.mouse.wheel(0, -5_000)
    await write('mais uma')
    await inbox.row(name).getByText('1 mensagem não lida').waitFor({ state: 'attached' })
    await inbox.page.clock.fastForward('00:10')
    await inbox.page.reload()
    await inbox.messages.locator('[data-key=unread]').getByText('1 mensagem não lida').waitFor()
  })

  it('shows WhatsApp’s formatting in the bubble and none of its marks in the list', async () => {
    const inbox = await openInbox(clinics.evolution.email)
    await write('*Olá*, _tudo bem_? <b>não</b> um_nome_assim')
    await inbox.row(name).getByText('Olá, tudo bem? <b>não</b> um_nome_assim').waitFor()
    await inbox.open(name)
    await inbox.messages.locator('strong', { hasText: /^Olá$/ }).waitFor()
    await inbox.messages.locator('em', { hasText: /^tudo bem$/ }).waitFor()
    await inbox.bubble('<b>não</b> um_nome_assim').waitFor()
  })

  it('says that there is no internet where nothing is kept, and goes on when it is back', async () => {
    const inbox = await openInbox(clinics.evolution.email, {
      allowErrors: /ERR_INTERNET_DISCONNECTED|WebSocket/,
    })
    await write('só no servidor')
    await inbox.row(name).waitFor()
    await inbox.page.context().setOffline(true)
    await inbox.row(name).click()
    await inbox.page.getByText('Sem conexão com o Zelo').waitFor()
    await inbox.page.getByRole('button', { name: 'Tentar de novo' }).waitFor()
    await inbox.page.context().setOffline(false)
    await inbox.bubble('só no servidor').waitFor()
  })
})

describe('a new conversation', () => {
  it('says of an empty one that nobody wrote, and no moment of a last message', async () => {
    const inbox = await openInbox(clinics.evolution.email)
    await inbox.begin(phone, name)
    await inbox.row(name).getByText('Ainda sem mensagens').waitFor()
    const details = inbox.page.getByRole('complementary', { name: 'Detalhes' })
    await details.getByText('No Zelo desde').waitFor()
    expect(await details.getByText('Última mensagem').count()).toBe(0)
    await inbox.send('Olá!')
    await details.getByText('Última mensagem', { exact: true }).waitFor()
    await inbox.row(name).getByText('Olá!').waitFor()
  })

  it('is not lost by Esc while it is being written, and closes at once where nothing was', async () => {
    const inbox = await openInbox(clinics.evolution.email)
    const { page } = inbox
    const begin = () => page.getByRole('button', { name: 'Nova conversa' }).first().click()
    const box = page.getByLabel('Nome (opcional)')
    await begin()
    await box.fill(name)
    await page.keyboard.press('Escape')
    const question = page.getByRole('dialog', { name: 'Descartar o que foi escrito?' })
    await question.getByRole('button', { name: 'Continuar editando' }).click()
    await question.waitFor({ state: 'detached' })
    expect(await box.inputValue()).toBe(name)
    await page.keyboard.press('Escape')
    await question.getByRole('button', { name: 'Descartar' }).click()
    await box.waitFor({ state: 'detached' })
    await begin()
    expect(await box.inputValue()).toBe('')
    await page.keyboard.press('Escape')
    await box.waitFor({ state: 'detached' })
  })
})

describe('by keyboard', () => {
  it('walks, assigns, replies, finishes and searches', async () => {
    const inbox = await openInbox(clinics.evolution.email)
    await patientWrites({ provider: 'evolution', from: phone, name, text: 'pelo teclado' })
    await inbox.row(name).waitFor()
    const { keyboard } = inbox.page
    await keyboard.press('j')
    await inbox.page.getByRole('heading', { name, level: 2 }).waitFor()
    await keyboard.press('a')
    await inbox.row(name).getByText('Eu', { exact: true }).waitFor()
    await keyboard.press('r')
    await inbox.page.getByText(`Respondendo a ${name}`).waitFor()
    await keyboard.type('resposta citada')
    await keyboard.press('Enter')
    await inbox
      .bubble('resposta citada')
      .getByRole('button', { name: /Mensagem citada.*pelo teclado/ })
      .waitFor()
    await keyboard.press('Escape')
    await keyboard.press('e')
    // it leaves at once, and the next one is opened
    await inbox.row(name).waitFor({ state: 'detached' })
    await inbox.page.getByRole('heading', { name, level: 2 }).waitFor({ state: 'detached' })
    await inbox.page.getByRole('button', { name: 'Desfazer' }).waitFor()
    await keyboard.press('/')
    await keyboard.type('ninguém com este nome')
    await inbox.list.getByText('Nada encontrado').waitFor()
  })
})

describe('the help', () => {
  it('lists only the keys that do something where one is', async () => {
    const inbox = await openInbox(clinics.evolution.email)
    const { keyboard } = inbox.page
    const help = inbox.page.getByRole('dialog', { name: 'Atalhos do teclado' })
    const has = (text: string) => help.getByText(text, { exact: true }).count()
    await keyboard.press('?')
    await help.getByText('Buscar conversas').waitFor()
    expect([await has('Responder à mensagem'), await has('Escolher um modelo')]).toEqual([0, 0])
    await keyboard.press('Escape')
    await help.waitFor({ state: 'detached' })

    await patientWrites({ provider: 'evolution', from: phone, name, text: 'oi' })
    await inbox.row(name).waitFor()
    await keyboard.press('j')
    await inbox.bubble('oi').waitFor()
    await keyboard.press('?')
    await help.getByText('Responder à mensagem').waitFor()
    expect([await has('Conversa anterior'), await has('Escolher um modelo')]).toEqual([0, 0])
  })
})

describe('consent', () => {
  it('warns before somebody who asked not to be written to is answered', async () => {
    const inbox = await openInbox(clinics.evolution.email)
    await patientWrites({ provider: 'evolution', from: phone, name, text: 'oi' })
    await inbox.open(name)
    await inbox.page.getByRole('switch', { name: 'Não enviar nada automático' }).click()
    await inbox.page.getByRole('dialog').getByLabel('Motivo').fill('Pediu por telefone')
    await inbox.page.getByRole('button', { name: 'Parar de enviar' }).click()
    await inbox.page.locator('footer').getByText('pediu para não receber').first().waitFor()
    await inbox.composer.waitFor({ state: 'detached' })
    await inbox.row(name).getByRole('img', { name: 'Não quer receber mensagens' }).waitFor()
    await inbox.page.getByRole('button', { name: 'Escrever mesmo assim' }).click()
    await inbox.send('Recebemos o seu pedido.')
    await inbox.bubble('Recebemos o seu pedido.').waitFor()
  })
})

describe('with two clinics', () => {
  it('shows nothing of the one clinic in the other', async () => {
    const person = await newAccount('Clínica Vazia')
    const owner = await asUser(clinics.evolution.email)
    const { data: context } = await owner.rpc('my_context')
    const aurora = (context as { memberships: { tenant_id: string; name: string }[] }).memberships[0]
    const invitation = { p_tenant_id: aurora?.tenant_id, p_email: person.email, p_role: 'operator' }
    const { data: invited } = await owner.rpc('create_invitation', invitation)
    await person.client.rpc('accept_invitation', { p_token: (invited as { token: string }).token })

    const inbox = new InboxPage(await browser.newPage())
    await new AuthPages(inbox.page).signIn(person, '/conversas')
    await inbox.list.getByRole('link').first().waitFor()
    await patientWrites({ provider: 'evolution', from: phone, name, text: 'só da Aurora' })
    await inbox.row(name).waitFor()

    await inbox.page.getByRole('button', { name: aurora?.name ?? '' }).click()
    await inbox.page.getByRole('dialog').getByText('Clínica Vazia').click()
    await inbox.page.getByRole('link', { name: 'Conversas' }).first().click()
    await inbox.list.getByText('WhatsApp não conectado').waitFor()
    expect(await inbox.row(name).count()).toBe(0)
  })
})
