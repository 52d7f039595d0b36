import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { asUser } from '../stack/support/clients.ts'
import { newAccount, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'
import { storeSession } from './support/sign-in.ts'
import { freshPhone, patientWrites, phoneOf } from './support/simulators.ts'
import { demoPassword } from '../../local/demo.ts'

const browser = useBrowser()
const onPhone = { viewport: { width: 390, height: 844 }, hasTouch: true }
const aurora = '00000000-0000-4000-8000-0000000000a1'

/** A day from today on, as clinics in Brasília count. */
function day(offset: number): string {
  return new Date(Date.now() - 3 * 3_600_000 + offset * 86_400_000).toISOString().slice(0, 10)
}

/** A clinic of one therapist whose sessions cost R$ 180. */
class Clinic {
  typeId = crypto.randomUUID()
  therapistId = ''

  constructor(readonly account: Account) {}

  static async open(): Promise<Clinic> {
    const clinic = new Clinic(await newAccount('Clínica do Dinheiro', 'Olívia Souza'))
    const { data } = await clinic.account.client.auth.getUser()
    clinic.therapistId = data.user!.id
    await clinic.call('save_therapist', { p_user_id: clinic.therapistId, p_therapist: { color: 'violet' } })
    await clinic.call('save_session_type', {
      p_id: clinic.typeId,
      p_type: { name: 'Psicoterapia', minutes: 50, color: 'teal', capacity: 1, price_cents: 18000 },
    })
    return clinic
  }

  async call(name: string, args: object): Promise<void> {
    const { error } = await this.account.client.rpc(name, { p_tenant_id: this.account.tenantId, ...args })
    if (error) throw new Error(`${name}: ${error.message} ${error.details}`)
  }

  async patient(name: string): Promise<string> {
    const id = crypto.randomUUID()
    await this.call('save_patient', { p_id: id, p_version: null, p_patient: { full_name: name } })
    return id
  }

  async book(patientId: string, start: string): Promise<string> {
    const id = crypto.randomUUID()
    await this.call('book_session', {
      p_id: id,
      p_session: {
        therapist_id: this.therapistId,
        start_local: start,
        session_type_id: this.typeId,
        patient_ids: [patientId],
      },
    })
    return id
  }

  async show(path: string, options?: OpenOptions): Promise<Page> {
    const page = await browser.newPage(options)
    await storeSession(page, this.account)
    await page.goto(path)
    return page
  }
}

const fits = async (page: Page) =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(page.viewportSize()?.width)

let clinic: Clinic
beforeEach(async () => {
  clinic = await Clinic.open()
})

describe.each([
  ['on a desk', undefined],
  ['on a phone', onPhone],
] as const)('money %s', (_where, options) => {
  it('is received in part, given back, and stands in the statement', async () => {
    const rui = await clinic.patient('Rui Prado')
    await clinic.book(rui, `${day(-1)}T09:00`)
    const page = await clinic.show(`/pacientes/${rui}/cobrancas`, options)
    await page.getByRole('button', { name: 'Receber', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Receber pagamento' })
    await dialog.getByLabel('Valor recebido (R$)').fill('100,00')
    await dialog.getByRole('button', { name: 'Confirmar' }).click()
    await page.getByText('Recebida em parte').waitFor()
    await expectAccessible(page)
    await fits(page)

    await page.getByRole('link', { name: 'Extrato completo, PDF e planilha' }).click()
    await page.getByRole('heading', { level: 1, name: 'Rui Prado' }).waitFor()
    await page.getByRole('button', { name: /^Devolver: Recebido/ }).click()
    const refund = page.getByRole('dialog', { name: 'Devolver dinheiro' })
    await refund.getByLabel('Valor devolvido (R$)').fill('40,00')
    await refund.getByRole('button', { name: 'Devolver' }).click()
    await refund.getByText('Diga o motivo.').waitFor()
    await refund.getByLabel('Motivo').fill('Cobrado a mais')
    await expectAccessible(page)
    await refund.getByRole('button', { name: 'Devolver' }).click()
    await page.getByText('devolvidos R$ 40,00').waitFor()
    await expectAccessible(page)
    await fits(page)
  })

  it('says what a miss charges before it is noted, and takes another decision with its reason', async () => {
    const eva = await clinic.patient('Eva Nunes')
    const session = await clinic.book(eva, `${day(-1)}T09:00`)
    const page = await clinic.show(`/agenda/clinica?data=${day(-1)}&sessao=${session}`, options)
    await page.getByText('Valor do tipo de sessão.').waitFor()
    await page.getByRole('button', { name: 'Faltou' }).click()
    const dialog = page.getByRole('dialog', { name: 'Faltou' })
    await dialog.getByText(/Cobra R\$\s180,00: a política cobra 100%/).waitFor()
    await expectAccessible(page)
    await dialog.getByLabel('Quanto cobrar').selectOption('50')
    await dialog.getByRole('button', { name: 'Marcar falta' }).click()
    await dialog.getByText('Diga o motivo.').waitFor()
    await dialog.getByLabel('Motivo').fill('Primeira vez')
    await dialog.getByRole('button', { name: 'Marcar falta' }).click()
    await page.getByText('50% do valor: Primeira vez (Olívia Souza)').waitFor()
    await page
      .getByText(/R\$\s90,00/)
      .first()
      .waitFor()
    await expectAccessible(page)
  })

  it('gives the last unit of a package to the first session, and tells what a miss used', async () => {
    const bia = await clinic.patient('Bia Reis')
    await clinic.call('save_session_package', {
      p_id: crypto.randomUUID(),
      p_package: { patient_id: bia, sessions: 1, price_cents: 15000, starts_on: day(-5) },
    })
    const first = await clinic.book(bia, `${day(-2)}T09:00`)
    const second = await clinic.book(bia, `${day(-1)}T10:00`)
    await clinic.call('set_session_status', { p_id: first, p_status: 'missed' })
    const page = await clinic.show(`/agenda/clinica?data=${day(-1)}&sessao=${second}`, options)
    await page.getByText('Valor do tipo de sessão.').waitFor()
    await page.goto(`/pacientes/${bia}/cobrancas`)
    await page.getByText('Restam 0 de 1 sessões').waitFor()
    await page.getByText('1 sessão usada').click()
    await page.getByText('falta sem aviso').waitFor()
    await page.getByRole('button', { name: 'Encerrar pacote' }).click()
    const dialog = page.getByRole('dialog', { name: 'Encerrar pacote antes do fim' })
    await dialog.getByText('1 sessão usada: o pacote fica em').waitFor()
    await expectAccessible(page)
  })

  it('reminds who is overdue, with permission where the law asks for it, once', async () => {
    const reception = await asUser('recepcao@aurora.test')
    const phone = freshPhone()
    const name = `Devedora ${phone.slice(-6)}`
    await patientWrites({ provider: 'evolution', from: phone, name, text: 'Oi' })
    const id = crypto.randomUUID()
    const ask = async (rpc: string, args: object) => {
      const { error } = await reception.rpc(rpc, { p_tenant_id: aurora, ...args })
      if (error) throw new Error(`${rpc}: ${error.message}`)
    }
    await ask('save_patient', {
      p_id: id,
      p_version: null,
      p_patient: { full_name: name },
      p_phones: [{ phone }],
    })
    // the longest debt stands first
    await ask('add_adjustment', {
      p_id: crypto.randomUUID(),
      p_patient_id: id,
      p_amount_cents: 12345,
      p_reason: 'Relatório',
      p_day: day(-300),
    })
    const page = await browser.newPage(options)
    await storeSession(page, { email: 'recepcao@aurora.test', password: demoPassword })
    await page.goto('/financeiro/atrasados')
    const line = page.getByRole('listitem').filter({ hasText: name })
    await line.getByText('300 dias').waitFor()
    await expectAccessible(page)
    await fits(page)
    await line.getByRole('button', { name: `Enviar lembrete a ${name}` }).click()
    const dialog = page.getByRole('dialog', { name: 'Enviar lembrete' })
    await dialog.getByText('só com permissão por escrito').waitFor()
    expect(await dialog.getByRole('button', { name: 'Enviar lembrete' }).isDisabled()).toBe(true)
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Tenho a permissão por escrito' }).click()
    await dialog.getByText('só com permissão por escrito').waitFor({ state: 'detached' })
    const message = dialog.getByRole('textbox', { name: 'Mensagem' })
    expect(await message.inputValue()).toContain('R$ 123,45')
    await dialog.getByRole('button', { name: 'Enviar lembrete' }).click()
    await line.getByText(/^Lembrete enviado em/).waitFor()
    await expect
      .poll(async () => (await phoneOf(phone)).some(({ text }) => text?.includes('R$ 123,45')))
      .toBe(true)
    await line.getByRole('button', { name: `Enviar lembrete a ${name}` }).click()
    await dialog.getByText('Já houve um lembrete há pouco.').waitFor()
  })
})
