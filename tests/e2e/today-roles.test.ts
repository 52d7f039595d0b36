import { expect, it } from 'vitest'
import { newAccount, newColleague } from './support/accounts.ts'
import { expectAccessible, useBrowser } from './support/browser.ts'
import { storeSession } from './support/sign-in.ts'

const browser = useBrowser()

const owner = ['Dinheiro', 'Ocupação da semana']
const desk = ['A receber hoje']
const treats = ['Para escrever', 'Meus pacientes esperando resposta']

it.each([
  ['owner', [...owner, ...desk], treats],
  ['operator', desk, [...owner, ...treats]],
  ['therapist', treats, [...owner, ...desk]],
  ['supervisor', treats, [...owner, ...desk]],
] as const)('shows the day to the %s, and nothing that they may not see', async (role, shown, hidden) => {
  const account = await newAccount('Clínica do Dia', 'Olívia Souza')
  const person = role === 'owner' ? account : await newColleague(account, role)
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await storeSession(page, person)
  await page.goto('/')
  for (const name of [...shown, 'Para fazer hoje', 'Sessões de hoje'])
    await page.getByRole('region', { name: new RegExp(`^${name}`) }).waitFor()
  for (const name of hidden)
    expect(await page.getByRole('region', { name: new RegExp(`^${name}`) }).count()).toBe(0)
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectAccessible(page)
})

it('marks who arrived, for the therapist too, and takes it back', async () => {
  const account = await newAccount('Clínica da Chegada', 'Olívia Souza')
  const { data } = await account.client.auth.getUser()
  const therapistId = data.user!.id
  const call = async (name: string, args: object) => {
    const { error } = await account.client.rpc(name, { p_tenant_id: account.tenantId, ...args })
    if (error) throw new Error(`${name}: ${error.message} ${error.details}`)
  }
  const [typeId, patientId] = [crypto.randomUUID(), crypto.randomUUID()]
  await call('save_therapist', { p_user_id: therapistId, p_therapist: {} })
  await call('save_session_type', { p_id: typeId, p_type: { name: 'Psicoterapia', minutes: 50 } })
  await call('save_patient', { p_id: patientId, p_version: null, p_patient: { full_name: 'Bruno Sales' } })
  const day = new Date(Date.now() - 3 * 3_600_000).toISOString().slice(0, 10)
  await call('book_session', {
    p_id: crypto.randomUUID(),
    p_session: {
      therapist_id: therapistId,
      session_type_id: typeId,
      start_local: `${day}T12:00`,
      patient_ids: [patientId],
    },
  })
  const page = await browser.newPage()
  await storeSession(page, account)
  await page.goto('/')
  await page.getByRole('button', { name: 'Bruno Sales chegou' }).click()
  const room = page.getByRole('region', { name: /^Na sala de espera/ })
  await room.getByText('Bruno Sales').waitFor()
  await expectAccessible(page)
  await room.getByRole('button', { name: 'Bruno Sales não chegou: desfazer' }).click()
  await room.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Bruno Sales chegou' }).waitFor()
})
