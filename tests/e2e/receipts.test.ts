import { readFileSync } from 'node:fs'
import type { Download, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { newAccount, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'
import { storeSession } from './support/sign-in.ts'

const browser = useBrowser()
const onPhone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
let owner: Account
let therapist: string

const today = () => new Date(Date.now() - 3 * 3_600_000).toISOString().slice(0, 10)

async function call<Answer>(name: string, args: object): Promise<Answer> {
  const { data, error } = await owner.client.rpc(name, { p_tenant_id: owner.tenantId, ...args })
  if (error) throw new Error(`${name}: ${error.message} ${error.details}`)
  return data as Answer
}

/** Somebody who came today and paid. */
async function payingPatient(name: string, hour: string, cpf?: string): Promise<{ patientId: string }> {
  const [patientId, sessionId] = [crypto.randomUUID(), crypto.randomUUID()]
  await call('save_patient', {
    p_id: patientId,
    p_version: null,
    p_patient: { full_name: name, ...(cpf ? { cpf } : {}) },
  })
  await call('book_session', {
    p_id: sessionId,
    p_session: {
      therapist_id: therapist,
      session_type_id: therapist,
      start_local: `${today()}T${hour}`,
      patient_ids: [patientId],
    },
  })
  const charges = await call<{ id: string; payer_id: string; patient_id: string }[]>('list_session_charges', {
    p_where: { patient_id: patientId },
  })
  const [charge] = charges
  await call('receive_payment', {
    p_id: crypto.randomUUID(),
    p_payer_id: charge!.payer_id,
    p_charge_ids: [charge!.id],
    p_amount_cents: 18000,
    p_method: 'pix',
  })
  return { patientId }
}

beforeAll(async () => {
  owner = await newAccount('Clínica dos Recibos', 'Olívia Souza')
  const { data } = await owner.client.auth.getUser()
  therapist = data.user!.id
  await call('save_therapist', {
    p_user_id: therapist,
    p_therapist: { council: 'CRP', council_region: '06', council_number: '123456' },
  })
  await call('save_session_type', {
    p_id: therapist,
    p_type: { name: 'Sessão', minutes: 50, price_cents: 18000 },
  })
  await call('save_therapist_fiscal', {
    p_user_id: therapist,
    p_fiscal: { receives_as: 'pf', legal_name: 'Olívia Souza Lima', document: '52998224725' },
  })
})

async function opened(path: string, heading: string, options?: OpenOptions): Promise<Page> {
  const page = await browser.newPage(options)
  await storeSession(page, owner)
  await page.goto(path)
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
  return page
}

async function contentOf(download: Download): Promise<string> {
  return readFileSync(await download.path(), 'latin1')
}

describe('papers of the money', () => {
  it('a receipt is one click from its payment, and is cancelled with a reason', async () => {
    await payingPatient('Marina Castro', '08:00', '11144477735')
    const page = await opened('/financeiro/recibos', 'Recibos e notas')
    const line = page.getByRole('row').filter({ hasText: 'Marina Castro' })
    await line.waitFor()
    const downloading = page.waitForEvent('download')
    await line.getByRole('button', { name: 'Recibo', exact: true }).click()
    const receipt = await downloading
    expect(receipt.suggestedFilename()).toMatch(/^Recibo \d+-\d{4}\.pdf$/)
    expect(await contentOf(receipt)).toContain('Recebi de Marina Castro, CPF 111.444.777-35')
    await line.getByText(/^Recibo \d+\/\d{4}$/).waitFor()
    await expectAccessible(page)

    await page.getByRole('button', { name: 'Papéis do pagamento de Marina Castro' }).click()
    const dialog = page.getByRole('dialog', { name: /^Pagamento de/ })
    await dialog.getByRole('button', { name: /^Cancelar recibo/ }).click()
    await page.getByLabel('Motivo').fill('Nome errado')
    await page.getByRole('dialog').getByRole('button', { name: 'Cancelar recibo', exact: true }).click()
    await dialog.getByText('Nome errado').waitFor()
    await expectAccessible(page)
  })

  it.each([
    ['1440', undefined, '10:00', 'Rafael Nunes', '39053344705'],
    ['390', onPhone, '12:00', 'Sofia Barros', '98765432100'],
  ] as const)(
    'Receita Saúde says what is missing, and exports once it is there, at %s px',
    async (_, options, hour, name, cpf) => {
      await call('save_therapist_fiscal', {
        p_user_id: therapist,
        p_fiscal: { receives_as: 'pf', legal_name: 'Olívia Souza Lima', document: '52998224725' },
      })
      const { patientId } = await payingPatient(name, hour)
      const page = await opened('/financeiro/receita-saude', 'Receita Saúde', options)
      const missing = page.getByRole('region', { name: 'Falta para exportar' })
      await missing.getByText('A ocupação do terapeuta não foi informada.').waitFor()
      const incomplete = page.getByRole('region', { name: 'Linhas incompletas' })
      await incomplete.getByText(name).first().waitFor()
      await expectAccessible(page)

      await missing.getByRole('link', { name: 'Corrigir' }).click()
      await page.getByRole('button', { name: /^Editar como .* recebe$/ }).click()
      await page.getByLabel('Ocupação no Receita Saúde').selectOption('255')
      await page.getByRole('dialog').getByRole('button', { name: 'Salvar' }).click()
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await call('save_patient', { p_id: patientId, p_version: 1, p_patient: { full_name: name, cpf } })

      await page.goto('/financeiro/receita-saude')
      const fresh = page.getByRole('region', { name: 'Vão no arquivo' })
      await fresh.getByText(name).first().waitFor()
      const downloading = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Baixar arquivo' }).click()
      const file = await downloading
      expect(file.suggestedFilename()).toMatch(/^receita-saude-.*\.csv$/)
      const line = (await contentOf(file)).split('\r\n').find((each) => each.includes(cpf))
      expect(line?.split(';')).toHaveLength(16)
      expect(line).toContain(';255;180,00;;Atendimento;PF;')
      await page.getByRole('region', { name: 'Já exportados' }).getByText(name).first().waitFor()
      await expectAccessible(page)
    },
  )
})
