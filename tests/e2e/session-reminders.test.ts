import postgres from 'postgres'
import { expect, it } from 'vitest'
import { ownStack } from '../stack/support/stack.ts'
import { newAccount, type Account } from './support/accounts.ts'
import { expectAccessible, undo, useBrowser } from './support/browser.ts'
import { storeSession } from './support/sign-in.ts'
import { control, freshPhone, patientWrites, phoneOf } from './support/simulators.ts'

const browser = useBrowser()
const onPhone = { width: 390, height: 844 }
const zone = 'America/Sao_Paulo'
/** A moment as the clock of the clinic shows it. */
const local = (at: number) =>
  new Date(at).toLocaleString('sv-SE', { timeZone: zone }).slice(0, 16).replace(' ', 'T')
const tomorrow = local(Date.now() + 86_400_000).slice(0, 10)

/** A clinic of one therapist. */
class Clinic {
  readonly typeId = crypto.randomUUID()
  readonly patientId = crypto.randomUUID()
  readonly sessionId = crypto.randomUUID()
  therapistId = ''

  constructor(readonly account: Account) {}

  static async open(): Promise<Clinic> {
    const clinic = new Clinic(await newAccount('Clínica do Lembrete', 'Lia Souza'))
    const { data } = await clinic.account.client.auth.getUser()
    clinic.therapistId = data.user!.id
    await clinic.call('save_therapist', { p_user_id: clinic.therapistId, p_therapist: {} })
    await clinic.call('save_session_type', {
      p_id: clinic.typeId,
      p_type: { name: 'Psicoterapia', minutes: 50 },
    })
    return clinic
  }

  async call<Answer>(name: string, args: object): Promise<Answer> {
    const { data, error } = await this.account.client.rpc(name, {
      p_tenant_id: this.account.tenantId,
      ...args,
    })
    if (error) throw new Error(`${name}: ${error.message} ${error.details}`)
    return data as Answer
  }

  async book(name: string, start: string, phones: { phone: string }[] = []): Promise<void> {
    await this.call('save_patient', {
      p_id: this.patientId,
      p_version: null,
      p_patient: { full_name: name },
      p_phones: phones,
    })
    await this.call('book_session', {
      p_id: this.sessionId,
      p_session: {
        therapist_id: this.therapistId,
        session_type_id: this.typeId,
        start_local: start,
        patient_ids: [this.patientId],
      },
    })
  }

  async open(path: string) {
    const page = await browser.newPage()
    await storeSession(page, this.account)
    await page.goto(path)
    return page
  }
}

it('switches reminders on, shows the text as it arrives, says why one will not go, and lists whom to call', async () => {
  const clinic = await Clinic.open()
  await clinic.book('Joana Prates', `${tomorrow}T23:59`)
  const page = await clinic.open('/configuracoes/lembretes')
  await page.getByRole('switch', { name: 'Enviar lembretes' }).click()
  await page.getByRole('textbox', { name: 'Texto' }).first().fill('Olá, {nome}: {data} às {hora}.')
  await page.getByText('Olá, Mariana: terça, 10/3 às 15h.').waitFor()
  // of one session nobody knows on which side it falls
  await page.getByLabel('Sessões sem lembrete, para medir').selectOption({ label: 'Nenhuma: todas recebem' })
  await page.getByRole('button', { name: 'Salvar lembretes' }).click()
  await page.getByText('Lembretes salvos').waitFor()
  const list = page.getByRole('region', { name: 'Amanhã: vai ou não vai' })
  await list.getByText('não vai, porque não há telefone no cadastro.').first().waitFor()
  const calls = page.getByRole('region', { name: 'Ligar para confirmar' })
  await calls.getByText('Sem lembrete, porque não há telefone no cadastro.').waitFor()
  await page.getByText(/^Nada medido ainda/).waitFor()
  await expectAccessible(page)
  await page.setViewportSize(onPhone)
  await expectAccessible(page)

  await page.goto('/')
  await calls.getByRole('button', { name: 'Não atendeu: Joana Prates' }).click()
  await calls.getByText(/^Não atendeu \(Lia/).waitFor()
  await expectAccessible(page)
  await page.setViewportSize({ width: 1440, height: 900 })
  await expectAccessible(page)
  await calls.getByRole('button', { name: 'Confirmou: Joana Prates' }).click()
  await calls.waitFor({ state: 'hidden' })
  await undo(page, 'Sessão de Joana Prates confirmada')
  await calls.getByRole('button', { name: 'Cancelou: Joana Prates' }).click()
  await calls.waitFor({ state: 'hidden' })
  const { status } = await clinic.call<{ status: string }>('get_session', { p_id: clinic.sessionId })
  expect(status).toBe('cancelled')

  await page.goto('/configuracoes/lembretes')
  await list.waitFor()
  await page.getByRole('link', { name: 'Incluir telefone' }).waitFor({ state: 'detached' })
})

it('reminds by WhatsApp, and the answer confirms the session in the open agenda', async () => {
  const clinic = await Clinic.open()
  const { tenantId, client } = clinic.account
  await clinic.call('accept_unofficial_whatsapp', {})
  const connected = await client.functions.invoke('evolution-webhook-provision', {
    body: { tenant_id: tenantId, action: 'connect' },
  })
  expect(connected.error).toBeNull()
  const instance = `zelo-${tenantId}`
  await control('/scan', { instance })
  const phone = freshPhone()
  const start = local(Date.now() + 5 * 3_600_000)
  await clinic.book('Rosa Lembrada', start, [{ phone: `+${phone}` }])
  await clinic.call('save_session_reminder_settings', {
    p_settings: {
      is_on: true,
      quiet_from: '00:00',
      quiet_to: '00:00',
      windows: [{ minutes: 1440, text: 'Lembrete para {nome}: {hora}.', template: null }],
    },
  })
  await weekAgo(clinic)
  const page = await clinic.open(`/agenda/clinica?data=${start.slice(0, 10)}&sessao=${clinic.sessionId}`)
  const panel = page.getByRole('complementary', { name: 'Rosa Lembrada' })
  await panel.getByText('Agendada', { exact: true }).first().waitFor()
  const due = await fetch(`${ownStack().functionsUrl}/send-session-reminders`, {
    method: 'POST',
    headers: { apikey: ownStack().secretKey, authorization: `Bearer ${ownStack().secretKey}` },
  })
  expect(due.status).toBe(200)
  await expect
    .poll(async () => (await phoneOf(phone)).map(({ text }) => text))
    .toContainEqual(expect.stringMatching(/^Lembrete para Rosa: /))
  await patientWrites({ provider: 'evolution', instance, from: phone, name: 'Rosa', text: 'Sim, confirmo!' })
  await panel.getByText('Confirmada', { exact: true }).first().waitFor()
  await expect
    .poll(async () => (await phoneOf(phone)).map(({ text }) => text))
    .toContainEqual(expect.stringMatching(/^Combinado! Sessão confirmada/))
})

/** The session and the settings of a clinic are a week old. */
async function weekAgo({ account, sessionId }: Clinic): Promise<void> {
  const sql = postgres(ownStack().databaseUrl, { max: 1 })
  try {
    await sql`
      update app.session_events set created_at = now() - interval '7 days'
      where tenant_id = ${account.tenantId} and session_id = ${sessionId}`
    await sql`
      update public.conversation_session_reminders_settings
      set windows = jsonb_set(windows, '{0,since}', to_jsonb(now() - interval '7 days')) where tenant_id = ${account.tenantId}`
  } finally {
    await sql.end()
  }
}
