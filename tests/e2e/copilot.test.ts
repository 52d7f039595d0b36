import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { demoModelKey } from '../../local/simulators/model/routes.ts'
import { asUser, openDatabase } from '../stack/support/clients.ts'
import { ownStack } from '../stack/support/stack.ts'
import { InboxPage } from './pages/inbox.ts'
import { newColleague, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'
import { storeSession } from './support/sign-in.ts'
import { freshPhone, patientWrites, phoneOf } from './support/simulators.ts'

const browser = useBrowser()
let reception: Account
let therapist: Account
let leader: Account
let tenantId: string
let phone: string
let name: string

/** Clínica Horizonte has the simulator's model. */
beforeAll(async () => {
  const client = await asUser('admin@horizonte.test')
  const { data } = await client.rpc('my_context')
  tenantId = (data as { memberships: { tenant_id: string }[] }).memberships[0]!.tenant_id
  const owner = { client, tenantId }
  reception = await newColleague(owner, 'operator', 'Rita Recepção')
  therapist = await newColleague(owner, 'therapist', 'Lia Terapeuta')
  leader = await newColleague(owner, 'supervisor', 'Sara Supervisora')
  const sql = openDatabase()
  await sql`update public.modules set is_offered = true where key = 'assistant'`
  await sql`
    insert into public.tenant_modules (tenant_id, module, is_on) values (${tenantId}, 'assistant', true)
    on conflict (tenant_id, module) do update set is_on = true`
  await sql.end()
  const { error } = await client.functions.invoke('connect-assistant', {
    body: {
      tenant_id: tenantId,
      base_url: `${ownStack().simulatorsUrl}/model/v1`,
      model: 'demo-model',
      api_key: demoModelKey,
    },
  })
  expect(error).toBeNull()
  const { data: assistant } = await client.rpc('get_assistant', { p_tenant_id: tenantId })
  const { settings } = assistant as { settings: object }
  const { error: refused } = await client.rpc('save_assistant', {
    p_tenant_id: tenantId,
    p_settings: { ...settings, mode: 'test', accepts: true },
  })
  expect(refused).toBeNull()
})
beforeEach(() => {
  phone = freshPhone()
  name = `Bia ${phone.slice(-6)}`
})

/** The conversation of a patient who has just written, with the helper open. */
async function openHelp(text: string, options?: OpenOptions) {
  await patientWrites({ provider: 'twilio', from: phone, name, text })
  const inbox = new InboxPage(await browser.newPage(options))
  await storeSession(inbox.page, reception)
  await inbox.page.goto('/conversas')
  await inbox.row(name).click()
  await inbox.composer.waitFor()
  await inbox.page.getByRole('button', { name: 'Assistente', exact: true }).click()
  const help = inbox.page.getByRole('region', { name: 'Assistente de escrita' })
  await help.waitFor()
  return {
    inbox,
    help,
    press: (label: string) => help.getByRole('button', { name: label, exact: true }).click(),
  }
}

async function useModel(model: string): Promise<void> {
  const sql = openDatabase()
  await sql`update public.ai_settings set model = ${model} where tenant_id = ${tenantId}`
  await sql.end()
}
const arrived = async () =>
  (await phoneOf(phone)).filter(({ from }) => from === 'clinic').map(({ text }) => text)

describe('in a conversation', () => {
  it('a reply is suggested, changed in tone, undone, and sent by nobody but a person', async () => {
    const { inbox, help, press } = await openHelp('Bom dia!')
    await expectAccessible(inbox.page)
    await press('Sugerir resposta')
    await expect.poll(() => inbox.composer.inputValue()).toBe('Olá! Como posso ajudar?')
    await help.getByText('Confira antes de enviar.', { exact: false }).first().waitFor()
    await press('Formal')
    await expect.poll(() => inbox.composer.inputValue()).toBe('Por favor: Olá! Como posso ajudar?')
    await expectAccessible(inbox.page)
    await press('Desfazer')
    expect(await inbox.composer.inputValue()).toBe('Olá! Como posso ajudar?')
    await press('Inglês')
    await expect.poll(() => inbox.composer.inputValue()).toBe('[tradução] Olá! Como posso ajudar?')
    await press('Desfazer')
    expect(await arrived()).toEqual([])
    await inbox.composer.press('Enter')
    await expect.poll(arrived, { timeout: 15_000 }).toEqual(['Olá! Como posso ajudar?'])
  })

  it('it is summed up on a phone, in the dark, and Esc closes', async () => {
    const { inbox, help, press } = await openHelp('Quero remarcar para quinta', {
      viewport: { width: 390, height: 844 },
      colorScheme: 'dark',
    })
    await press('Resumir conversa')
    await help.getByText('Quero remarcar para quinta').waitFor()
    await expectAccessible(inbox.page)
    await inbox.page.keyboard.press('Escape')
    await help.waitFor({ state: 'detached' })
    await inbox.page.keyboard.press('Control+j')
    await help.waitFor()
  })

  it('is stopped while it runs, and says in words what went wrong', async () => {
    await useModel('demo-slow')
    const { inbox, help, press } = await openHelp('Bom dia!', { allowErrors: /50\d|422|409/ })
    await press('Sugerir resposta')
    await help.getByText('Escrevendo…').first().waitFor()
    await press('Parar')
    await help.getByRole('button', { name: 'Sugerir resposta' }).waitFor()
    expect(await inbox.composer.inputValue()).toBe('')
    await useModel('demo-refusal')
    await press('Sugerir resposta')
    await help
      .getByRole('alert')
      .getByText('O modelo escreveu algo que não pode ser usado.', { exact: false })
      .waitFor()
    await useModel('demo-model')
    await press('Tentar de novo')
    await expect.poll(() => inbox.composer.inputValue()).toBe('Olá! Como posso ajudar?')
  })
})

describe('in the record', () => {
  it('points become a draft that says it is one', async () => {
    const patientId = crypto.randomUUID()
    const call = async (who: Account, rpc: string, args: object) => {
      const { error } = await who.client.rpc(rpc, { p_tenant_id: tenantId, ...args })
      expect(error).toBeNull()
    }
    await call(reception, 'save_patient', {
      p_id: patientId,
      p_version: null,
      p_patient: { full_name: `Marina ${patientId.slice(0, 6)}` },
    })
    const { data } = await therapist.client.rpc('my_context')
    await call(reception, 'add_care_team', {
      p_patient_id: patientId,
      p_user_id: (data as { user: { id: string } }).user.id,
    })
    const page = await browser.newPage()
    await storeSession(page, therapist)
    await page.goto(`/pacientes/${patientId}/record`)
    await page.getByRole('button', { name: 'Nova evolução', exact: true }).click()
    await page.getByRole('button', { name: 'Rascunho com o assistente' }).click()
    await page.getByLabel('Tópicos da sessão').fill('sono melhor; brigou com o irmão')
    await page.getByRole('button', { name: 'Escrever rascunho' }).click()
    await page.getByRole('button', { name: 'Pôr no texto' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Pôr no texto' }).click()
    const editor = page.getByRole('textbox', { name: 'Texto' })
    await editor.getByText('Rascunho do assistente: confira antes de assinar.').waitFor()
    await editor.getByText('sono melhor. brigou com o irmão.').waitFor()
  })
})

describe('who was answered by the assistant', () => {
  it('is told so beside their record, and what they thought of it is on the screen of who leads', async () => {
    const patientId = crypto.randomUUID()
    await patientWrites({ provider: 'twilio', from: phone, name, text: 'Bom dia!' })
    const { error } = await reception.client.rpc('save_patient', {
      p_tenant_id: tenantId,
      p_id: patientId,
      p_version: null,
      p_patient: { full_name: name },
      p_phones: [{ phone: `+${phone}`, type: 'mobile', is_primary: true }],
    })
    expect(error).toBeNull()
    const sql = openDatabase()
    await sql`
      with thread as (select t.id from public.conversation_threads t where t.tenant_id = ${tenantId} and t.phone = ${`+${phone}`}),
        told as (
          insert into public.ai_conversations (tenant_id, thread_id, introduced_at)
          select ${tenantId}, id, '2026-11-02T13:05:00Z' from thread
          on conflict (tenant_id, thread_id) do update set introduced_at = excluded.introduced_at)
      insert into public.ai_ratings (tenant_id, thread_id, is_of_assistant, state, run_at, asked_at, rating, rated_at)
      select ${tenantId}, thread.id, true, 'rated', now(), now(), rating, now() from thread, unnest('{5,4}'::int[]) rating`
    await sql`
      insert into public.ai_months as m (tenant_id, month, embedding_tokens, embedding_microcents, cost_microcents)
      values (${tenantId}, app.assistant_month(${tenantId}, now()), 12000, 5000000, 5000000)
      on conflict (tenant_id, month) do update set embedding_tokens = excluded.embedding_tokens,
        embedding_microcents = excluded.embedding_microcents, cost_microcents = m.cost_microcents + excluded.cost_microcents`
    await sql.end()
    const page = await browser.newPage()
    await storeSession(page, therapist)
    await page.goto(`/pacientes/${patientId}/record`)
    await page.getByText(/Avisado de que um assistente responde mensagens: .*2026/).waitFor()

    const settings = await browser.newPage()
    await storeSession(settings, leader)
    await settings.goto('/configuracoes/assistente')
    const card = settings.getByRole('region', { name: 'Avaliações' })
    await card.getByText('2 perguntas, 2 respostas, média 4,5 de 5.').waitFor()
    await card.getByRole('row', { name: 'Assistente 2 4,5' }).waitFor()
    await settings.getByText(/Busca nos documentos: 12\.000 tokens, R\$\s0,05/).waitFor()
    await expectAccessible(settings)
  })
})
