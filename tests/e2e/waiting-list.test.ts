import { expect, it } from 'vitest'
import { newAccount } from './support/accounts.ts'
import { expectAccessible, useBrowser } from './support/browser.ts'
import { storeSession } from './support/sign-in.ts'
import { ownStack } from '../stack/support/stack.ts'

const browser = useBrowser()
const phone = { width: 390, height: 844 }

/** A clinic of one therapist with somebody to wait. */
async function clinic() {
  const account = await newAccount('Clínica da Espera', 'Olívia Souza')
  const { data } = await account.client.auth.getUser()
  const therapistId = data.user!.id
  const call = async <Answer>(name: string, args: object): Promise<Answer> => {
    const { data, error } = await account.client.rpc(name, { p_tenant_id: account.tenantId, ...args })
    if (error) throw new Error(`${name}: ${error.message} ${error.details}`)
    return data as Answer
  }
  const typeId = crypto.randomUUID()
  await call('save_therapist', { p_user_id: therapistId, p_therapist: {} })
  await call('save_session_type', { p_id: typeId, p_type: { name: 'Psicoterapia', minutes: 50 } })
  const patientId = crypto.randomUUID()
  await call('save_patient', {
    p_id: patientId,
    p_version: null,
    p_patient: { full_name: 'Joana Prates' },
  })
  return { account, call, therapistId, typeId, patientId }
}

it('puts somebody on the list, offers them a time and books it when they say yes', async () => {
  const { account, call, therapistId } = await clinic()
  const page = await browser.newPage()
  await storeSession(page, account)
  await page.goto('/agenda/lista-de-espera')
  await page.getByRole('button', { name: 'Adicionar' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Paciente' }).fill('joana')
  await dialog.getByRole('option', { name: /Joana Prates/ }).click()
  await dialog.getByText('Tarde (12h às 18h)').click()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Pôr na lista' }).click()
  await page.getByText('Joana Prates está na lista de espera').waitFor()
  await page.getByRole('table').getByRole('link', { name: 'Joana Prates' }).waitFor()
  await expectAccessible(page)

  const [entry] = await call<{ id: string }[]>('list_waiting_entries', {})
  const day = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10)
  await call('offer_waiting_slot', {
    p_slot: { therapist_id: therapistId, start_local: `${day}T15:00`, minutes: 50 },
    p_entry_ids: [entry!.id],
  })
  // whoever has no phone hears it from the desk
  const slots = page.getByRole('region', { name: 'Horários em oferta' })
  await slots.getByRole('link', { name: 'Joana Prates' }).waitFor()
  const [slot] = await call<{ offers: { id: string }[] }[]>('list_waiting_slots', {})
  expect(slot!.offers).toHaveLength(1)
  await page.setViewportSize(phone)
  await expectAccessible(page)
})

it('shows a stranger that a link is none, without a script', async () => {
  const page = await browser.newPage({ javaScriptEnabled: false, viewport: phone, allowErrors: /404/ })
  await page.goto(`${ownStack().gatewayUrl}/functions/v1/waiting-offer?token=x`)
  await page.getByRole('heading', { name: 'Este link não é válido' }).waitFor()
})
