import { expect, it } from 'vitest'
import { newAccount, newColleague, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'
import { storeSession } from './support/sign-in.ts'

const browser = useBrowser()

async function call<Answer>(
  { client }: Account,
  tenant: string,
  name: string,
  args: object,
): Promise<Answer> {
  const { data, error } = await client.rpc(name, { p_tenant_id: tenant, ...args })
  if (error) throw new Error(`${name}: ${error.message} ${error.details}`)
  return data as Answer
}

async function opened(person: Account, path: string, options?: OpenOptions) {
  const page = await browser.newPage(options)
  await storeSession(page, person)
  await page.goto(path)
  return page
}

it('pays a therapist of what was paid: a rule, a payment, a closed month, and money that goes back', async () => {
  const owner = await newAccount('Clínica do Repasse', 'Olívia Souza')
  const therapist = await newColleague(owner, 'therapist', 'Téo Lima')
  const tenant = owner.tenantId!
  const therapistId = (await therapist.client.auth.getUser()).data.user!.id
  const [typeId, patientId, sessionId, paymentId] = Array.from({ length: 4 }, () => crypto.randomUUID())
  const today = new Date(Date.now() - 3 * 3_600_000).toISOString().slice(0, 10)
  const month = today.slice(0, 7)
  await call(owner, tenant, 'save_therapist', { p_user_id: therapistId, p_therapist: { color: 'teal' } })
  await call(owner, tenant, 'save_session_type', {
    p_id: typeId,
    p_type: { name: 'Psicoterapia', minutes: 50, price_cents: 18000 },
  })
  const patient = { full_name: 'Ana Prado' }
  await call(owner, tenant, 'save_patient', { p_id: patientId, p_version: null, p_patient: patient })
  await call(owner, tenant, 'book_session', {
    p_id: sessionId,
    p_session: {
      therapist_id: therapistId,
      session_type_id: typeId,
      patient_ids: [patientId],
      start_local: `${today}T10:00`,
    },
  })
  const [charge] = await call<{ id: string; payer_id: string }[]>(owner, tenant, 'list_session_charges', {})

  const page = await opened(owner, '/configuracoes/repasses')
  const form = page.getByRole('form', { name: 'Nova regra' })
  await form.getByLabel('Percentual (%)').fill('60')
  await form.getByRole('button', { name: 'Ver efeito' }).click()
  await form.getByRole('status').waitFor()
  await expectAccessible(page)
  await form.getByRole('button', { name: 'Salvar regra' }).click()
  await page.getByRole('region', { name: 'Regras' }).getByText('60 %').waitFor()

  // a rule of one payer, found by a part of the name; it goes before the form is left
  await form.getByRole('combobox', { name: 'Quem paga' }).fill('ana')
  await form.getByRole('option', { name: 'Ana Prado' }).waitFor()
  await expectAccessible(page)
  await form.getByRole('option', { name: 'Ana Prado' }).click()
  await form.getByRole('button', { name: 'Tirar Ana Prado' }).click()
  await form.getByRole('combobox', { name: 'Quem paga' }).fill('zzz')
  await form.getByText('Ninguém encontrado.').waitFor()

  await page.getByRole('link', { name: 'Repasses', exact: true }).last().click()
  const row = page.getByRole('row').filter({ hasText: 'Téo Lima' })
  await row.getByText(/R\$\s108,00/).waitFor()
  // expected, and in no payout yet
  await row
    .getByText(/R\$\s0,00/)
    .first()
    .waitFor()
  await page.locator('[data-live="live"]').first().waitFor({ state: 'attached' })
  await call(owner, tenant, 'receive_payment', {
    p_id: paymentId,
    p_payer_id: charge!.payer_id,
    p_charge_ids: [charge!.id],
    p_amount_cents: 18000,
    p_method: 'pix',
  })
  await row.getByText(/R\$\s180,00/).waitFor()
  await expectAccessible(page)

  await row.getByRole('link', { name: 'Téo Lima' }).click()
  await page.getByRole('heading', { name: 'Repasse de Téo Lima' }).waitFor()
  await page.getByRole('link', { name: 'Ana Prado' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Fechar mês' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Fechar mês' }).click()
  await page.getByText(/^Fechado em R\$\s108,00/).waitFor()

  await call(owner, tenant, 'refund_payment', {
    p_id: crypto.randomUUID(),
    p_payment_id: paymentId,
    p_amount_cents: 18000,
    p_method: 'pix',
    p_reason: 'Desistiu',
  })
  await page.getByRole('button', { name: 'Próximo mês' }).click()
  await page.getByText(/de meses já fechados/).waitFor()
  await page.getByText('Devolvido').waitFor()

  const own = await opened(therapist, `/financeiro/repasses?mes=${month}`, {
    viewport: { width: 390, height: 844 },
  })
  await own.getByRole('heading', { name: 'Meus repasses' }).waitFor()
  await own.getByRole('link', { name: 'Téo Lima' }).waitFor()
  await expectAccessible(own)
  await own.getByRole('link', { name: 'Téo Lima' }).click()
  await own.getByRole('link', { name: 'Ana Prado' }).first().waitFor()
  expect(await own.getByRole('button', { name: 'Reabrir' }).count()).toBe(0)
  await expectAccessible(own)
})
