import postgres from 'postgres'
import { it } from 'vitest'
import { ownStack } from '../stack/support/stack.ts'
import { newAccount, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser } from './support/browser.ts'
import { connectOfficialNumber } from './support/official-number.ts'
import { storeSession } from './support/sign-in.ts'
import { freshPhone } from './support/simulators.ts'

const browser = useBrowser()
const onPhone = { width: 390, height: 844 }

async function call<Answer>(account: Account, name: string, args: object): Promise<Answer> {
  const { data, error } = await account.client.rpc(name, { p_tenant_id: account.tenantId, ...args })
  if (error) throw new Error(`${name}: ${error.message} ${error.details}`)
  return data as Answer
}

/** A clinic with an official number, an approved template and credits, and three people, two of whom allowed campaigns. */
async function openClinic(): Promise<Account> {
  const account = await newAccount('Clínica das Campanhas', 'Carla Campos')
  for (const [index, name] of ['Alba Reis', 'Bento Luz', 'Cida Mar'].entries()) {
    const id = crypto.randomUUID()
    await call(account, 'save_patient', {
      p_id: id,
      p_version: null,
      p_patient: { full_name: name },
      p_phones: [{ phone: freshPhone() }],
    })
    if (index < 2)
      await call(account, 'save_marketing_permission', {
        p_person_id: id,
        p_source: 'paper',
        p_proof: 'Termo assinado',
        p_given_on: '2026-01-02',
      })
  }
  await connectOfficialNumber(account, `+${freshPhone()}`)
  const sql = postgres(ownStack().databaseUrl, { max: 1 })
  await sql`update public.notification_channels set is_active = true, connection_state = 'open' where tenant_id = ${account.tenantId}`
  await sql`
    insert into public.message_templates (tenant_id, channel_id, external_id, name, language, category, body, variables, status)
    select tenant_id, id, 'HX0123456789abcdef0123456789abcdef', 'volta_as_aulas', 'pt_BR', 'MARKETING',
      'Olá, {{1}}! Temos novos horários à tarde.', '[{"key": "1", "example": "Ana"}]', 'approved'
    from public.notification_channels where tenant_id = ${account.tenantId}`
  await sql`select app.post_credits(${account.tenantId}, 'topup_manual', 50, ${crypto.randomUUID()})`
  await sql.end()
  return account
}

it('writes a campaign, says who gets it and who does not, starts it, pauses and stops it', async () => {
  const account = await openClinic()
  const page = await browser.newPage()
  await storeSession(page, account)
  await page.goto('/vendas/campanhas')
  await page.getByText('Nenhuma campanha ainda').waitFor()
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Nova campanha' }).first().click()
  await page.getByLabel('Nome da campanha').fill('Volta às aulas')
  await page.getByLabel('Quem recebe').selectOption({ label: 'Todos os pacientes' })
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Continuar' }).click()
  await page.getByLabel('Modelo aprovado').selectOption({ label: 'volta_as_aulas' })
  await page.getByText('Olá, {{nome}}! Temos novos horários à tarde.').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Continuar' }).click()
  // one a minute: it is not over before it is paused, whatever the hour
  await page.getByRole('combobox', { name: 'Ritmo' }).selectOption({ label: '1 mensagem por minuto' })
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Continuar' }).click()
  await page.getByText('2 de 3 pessoas recebem').waitFor()
  await page.getByText('Sem autorização para novidades').waitFor()
  await page.getByText('Olá, Alba! Temos novos horários à tarde.').waitFor()
  await expectAccessible(page)
  await page.setViewportSize(onPhone)
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Enviar agora' }).click()
  const dialog = page.getByRole('dialog', { name: 'Enviar para 2 pessoas?' })
  await dialog.getByRole('button', { name: 'Enviar agora' }).click()
  await page.getByText(/^Iniciada: /).waitFor()
  await page.getByRole('button', { name: 'Pausar' }).click()
  await page.getByText('Pausada. Nada sai até alguém continuar.').waitFor()
  await expectAccessible(page)
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByRole('button', { name: 'Continuar' }).click()
  await page.getByRole('button', { name: 'Parar' }).click()
  const sure = page.getByRole('dialog', { name: 'Parar a campanha?' })
  await sure.getByRole('button', { name: 'Parar' }).click()
  await page.getByText('Parada', { exact: true }).waitFor()
  await expectAccessible(page)

  await page.getByRole('link', { name: 'Campanhas' }).first().click()
  await page.getByRole('link', { name: 'Volta às aulas' }).waitFor()
  await expectAccessible(page)
})
