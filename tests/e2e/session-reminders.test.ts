import { it } from 'vitest'
import { newAccount } from './support/accounts.ts'
import { expectAccessible, useBrowser } from './support/browser.ts'
import { storeSession } from './support/sign-in.ts'

const browser = useBrowser()

it('switches reminders on, shows the text as it arrives, and says why one of tomorrow will not go', async () => {
  const account = await newAccount('Clínica do Lembrete', 'Lia Souza')
  const { data } = await account.client.auth.getUser()
  const therapistId = data.user!.id
  const call = async (name: string, args: object): Promise<void> => {
    const { error } = await account.client.rpc(name, { p_tenant_id: account.tenantId, ...args })
    if (error) throw new Error(`${name}: ${error.message} ${error.details}`)
  }
  const [typeId, patientId] = [crypto.randomUUID(), crypto.randomUUID()]
  await call('save_therapist', { p_user_id: therapistId, p_therapist: {} })
  await call('save_session_type', { p_id: typeId, p_type: { name: 'Psicoterapia', minutes: 50 } })
  await call('save_patient', {
    p_id: patientId,
    p_version: null,
    p_patient: { full_name: 'Joana Prates' },
  })
  const tomorrow = new Date(Date.now() + 86_400_000).toLocaleDateString('sv-SE', {
    timeZone: 'America/Sao_Paulo',
  })
  await call('book_session', {
    p_id: crypto.randomUUID(),
    p_session: {
      therapist_id: therapistId,
      session_type_id: typeId,
      start_local: `${tomorrow}T23:00`,
      patient_ids: [patientId],
    },
  })
  const page = await browser.newPage()
  await storeSession(page, account)
  await page.goto('/configuracoes/lembretes')
  await page.getByRole('switch', { name: 'Enviar lembretes' }).click()
  await page.getByRole('textbox', { name: 'Texto' }).first().fill('Olá, {nome}: {data} às {hora}.')
  await page.getByText('Olá, Mariana: terça, 10/3 às 15h.').waitFor()
  await page.getByRole('button', { name: 'Salvar lembretes' }).click()
  await page.getByText('Lembretes salvos').waitFor()
  const list = page.getByRole('region', { name: 'Amanhã: vai ou não vai' })
  await list.getByText('não vai, porque não há telefone no cadastro.').first().waitFor()
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectAccessible(page)
  await list.getByRole('link', { name: 'Resolver' }).first().click()
  await page.waitForURL(new RegExp(patientId))
})
