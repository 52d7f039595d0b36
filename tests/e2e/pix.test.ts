import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { demoClinicAsaas } from '../../local/demo.ts'
import { asService } from '../stack/support/clients.ts'
import { ownStack } from '../stack/support/stack.ts'
import { newAccount, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser } from './support/browser.ts'
import { connectOfficialNumber } from './support/official-number.ts'
import { storeSession } from './support/sign-in.ts'
import { control, freshPhone, patientWrites, phoneOf } from './support/simulators.ts'

const browser = useBrowser()

async function call(account: Account, name: string, args: object): Promise<void> {
  const { error } = await account.client.rpc(name, { p_tenant_id: account.tenantId, ...args })
  if (error) throw new Error(`${name}: ${error.message} ${error.details}`)
}

/** A clinic with an official number; Clara wrote to it, and owes a session of tomorrow. */
async function clinicWithDebtor(name: string) {
  const owner = await newAccount(name, 'Olívia Souza')
  const phone = freshPhone()
  const patient = crypto.randomUUID()
  const type = crypto.randomUUID()
  const { data } = await owner.client.auth.getUser()
  const account = await connectOfficialNumber(owner, `+155${phone.slice(-8)}`)
  const written = { provider: 'twilio', account, from: phone, name: 'Clara', text: 'Bom dia' } as const
  expect((await patientWrites(written)).status).toBe(200)
  const { error } = await asService().rpc('add_whatsapp_credits', {
    p_tenant_id: owner.tenantId,
    p_credits: 50,
    p_reference: `${owner.tenantId}:pix`,
  })
  expect(error).toBeNull()
  await call(owner, 'save_patient', {
    p_id: patient,
    p_version: null,
    p_patient: { full_name: 'Clara Menezes', cpf: '11144477735' },
    p_phones: [{ phone: `+${phone}` }],
  })
  await call(owner, 'save_therapist', { p_user_id: data.user!.id, p_therapist: { color: 'violet' } })
  await call(owner, 'save_session_type', {
    p_id: type,
    p_type: { name: 'Psicoterapia', minutes: 50, color: 'teal', capacity: 1, price_cents: 18_000 },
  })
  const tomorrow = new Date(Date.now() + 21 * 3_600_000).toISOString().slice(0, 10)
  await call(owner, 'book_session', {
    p_id: crypto.randomUUID(),
    p_session: {
      therapist_id: data.user!.id,
      start_local: `${tomorrow}T10:00`,
      session_type_id: type,
      patient_ids: [patient],
    },
  })
  return { owner, phone }
}

/** What the payer's bank, or the clinic on the panel of Asaas, does with the charge of a clinic. */
async function atAsaas(clinic: string, action: 'pay' | 'refund' | 'dispute'): Promise<void> {
  const answer = await fetch(`${ownStack().simulatorsUrl}/asaas-clinic/v3/payments?limit=100`, {
    headers: { access_token: demoClinicAsaas.apiKey },
  })
  const { data } = (await answer.json()) as { data: { id: string; description: string }[] }
  const ours = data.filter(({ description }) => description === clinic)
  expect(ours).toHaveLength(1)
  await control('/pix', { id: ours[0]!.id, action })
}

async function connectKey(page: Page): Promise<void> {
  await page.goto('/configuracoes/valores')
  const card = page.getByRole('region', { name: 'Recebimentos por PIX' })
  await card.getByLabel('Chave de API do Asaas').fill(demoClinicAsaas.apiKey)
  await card.getByRole('button', { name: 'Conectar' }).click()
  await card.getByText('Conectada', { exact: true }).waitFor()
}

describe.each([
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
])('a clinic charges by PIX, at $width px', (viewport) => {
  it('connects its account, charges in two clicks, and sees the payment and its end live', async () => {
    const clinic = `Espaço Clara ${crypto.randomUUID().slice(0, 8)}`
    const { owner, phone } = await clinicWithDebtor(clinic)
    const page = await browser.newPage({ viewport })
    await storeSession(page, owner)
    await connectKey(page)
    await expectAccessible(page)

    await page.goto('/financeiro')
    await page.getByRole('button', { name: 'Cobrar', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Cobrar por PIX' })
    await dialog.getByText('R$ 180,00').waitFor()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Enviar PIX' }).click()
    await page.getByText('PIX enviado para Clara Menezes.').waitFor()
    await page.getByRole('button', { name: 'PIX enviado', exact: true }).waitFor()
    const texts = (await phoneOf(phone)).filter(({ from }) => from === 'clinic').map(({ text }) => text)
    expect(texts).toEqual([expect.stringContaining(`R$ 180,00 para ${clinic}`)])

    await atAsaas(clinic, 'pay')
    await page.getByText('Nenhuma cobrança por aqui.').waitFor()
    // the payer's bank takes it back
    await atAsaas(clinic, 'dispute')
    await page.getByRole('button', { name: 'Cobrar', exact: true }).waitFor()
  })
})
