import type { Locator, Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { newAccount, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'
import { storeSession } from './support/sign-in.ts'

const browser = useBrowser()

/** Local days of a week that lies ahead, so that nothing depends on the day of the test: "mon" is a Monday. */
function dayAhead(days: number): string {
  const today = new Date(Date.now() - 3 * 3_600_000)
  const monday = 15 - ((today.getUTCDay() + 6) % 7)
  return new Date(today.getTime() + (monday - 1 + days) * 86_400_000).toISOString().slice(0, 10)
}
const MONDAY = dayAhead(0)
const TUESDAY = dayAhead(1)

const OPENS = 7
const SLOT_PX = 32

/** A clinic of one therapist, with a week of work and somebody to come. */
class Clinic {
  typeId = crypto.randomUUID()
  therapistId = ''

  constructor(readonly account: Account) {}

  static async open(): Promise<Clinic> {
    const clinic = new Clinic(await newAccount('Clínica da Agenda', 'Olívia Souza'))
    const { data } = await clinic.account.client.auth.getUser()
    clinic.therapistId = data.user!.id
    await clinic.call('save_therapist', { p_user_id: clinic.therapistId, p_therapist: { color: 'violet' } })
    await clinic.call('save_session_type', {
      p_id: clinic.typeId,
      p_type: { name: 'Psicoterapia', minutes: 50, color: 'teal', capacity: 1 },
    })
    await clinic.call('save_working_hours', {
      p_therapist_id: clinic.therapistId,
      p_hours: ['mon', 'tue', 'wed', 'thu', 'fri'].map((weekday) => ({
        weekday,
        from_time: '08:00',
        until_time: '18:00',
      })),
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

  /** Where the sessions of the week stand: "2026-12-01T09:00 scheduled". */
  async sessions(from = MONDAY, to = dayAhead(27)): Promise<string[]> {
    const { sessions } = await this.call<{ sessions: { starts_local: string; status: string }[] }>(
      'list_agenda',
      { p_from: from, p_to: to },
    )
    return sessions.map(({ starts_local, status }) => `${starts_local} ${status}`).sort()
  }
}

/** The agenda as a person finds it. */
class AgendaPage {
  readonly grid: Locator

  constructor(readonly page: Page) {
    this.grid = page.getByRole('group', { name: 'Sessões no calendário' })
  }

  static async open(clinic: Clinic, day = MONDAY, options?: OpenOptions): Promise<AgendaPage> {
    const agenda = new AgendaPage(await browser.newPage(options))
    await storeSession(agenda.page, clinic.account)
    await agenda.page.goto(`/agenda/clinica?data=${day}`)
    await agenda.grid.waitFor()
    await agenda.page.locator('[data-live="live"]').first().waitFor({ state: 'attached' })
    return agenda
  }

  session(name: string): Locator {
    return this.grid.getByRole('button', { name: new RegExp(`${name}.*Psicoterapia`) })
  }

  /** The point of the grid that is a time of a day of the week on screen. */
  async point(day: number, time: string): Promise<{ x: number; y: number }> {
    await this.grid.evaluate((main) => (main.scrollTop = 0))
    const box = (await this.grid.locator('.ec-body .ec-day').nth(day).boundingBox())!
    const [hours = 0, minutes = 0] = time.split(':').map(Number)
    return { x: box.x + box.width / 2, y: box.y + (((hours - OPENS) * 60 + minutes) / 30) * SLOT_PX + 4 }
  }

  /** Takes a session by its upper edge to another time, and holds it there. */
  async drag(name: string, day: number, time: string): Promise<void> {
    const to = await this.point(day, time)
    const box = (await this.session(name).boundingBox())!
    await this.page.mouse.move(box.x + box.width / 2, box.y + 3)
    await this.page.mouse.down()
    await this.page.mouse.move(box.x + box.width / 2, box.y + 12, { steps: 2 })
    await this.page.mouse.move(to.x, to.y, { steps: 6 })
  }
}

let clinic: Clinic
beforeEach(async () => {
  clinic = await Clinic.open()
})

describe('the agenda', () => {
  it('books in three clicks, and a colleague sees it at once', async () => {
    await clinic.patient('Helena Duarte')
    const [ana, bia] = await Promise.all([AgendaPage.open(clinic), AgendaPage.open(clinic)])
    await expectAccessible(ana.page)
    const { x, y } = await ana.point(1, '09:00')
    await ana.page.mouse.click(x, y)
    const dialog = ana.page.getByRole('dialog', { name: 'Nova sessão' })
    await dialog.getByRole('combobox', { name: 'Paciente' }).fill('hele')
    await dialog.getByRole('option', { name: 'Helena Duarte' }).waitFor()
    await expectAccessible(ana.page)
    await dialog.getByRole('option', { name: 'Helena Duarte' }).click()
    await dialog.getByRole('button', { name: 'Agendar' }).click()
    await dialog.waitFor({ state: 'detached' })
    await ana.session('Helena Duarte').waitFor()
    await bia.session('Helena Duarte').waitFor()
    expect(await clinic.sessions()).toEqual([`${TUESDAY}T09:00 scheduled`])
  })

  it('is dragged, says what is in the way before the drop, and goes over it only with a reason', async () => {
    const [rui, eva] = [await clinic.patient('Rui Prado'), await clinic.patient('Eva Nunes')]
    await clinic.book(rui, `${TUESDAY}T09:00`)
    await clinic.book(eva, `${TUESDAY}T11:00`)
    const ana = await AgendaPage.open(clinic)
    const { page } = ana
    await ana.session('Eva Nunes').waitFor()

    await ana.drag('Rui Prado', 2, '10:00')
    await page.mouse.up()
    const toast = page.getByRole('status').filter({ hasText: 'Rui Prado:' })
    await toast.waitFor()
    await expect.poll(() => clinic.sessions()).toContain(`${dayAhead(2)}T10:00 scheduled`)
    await page.getByRole('button', { name: 'Desfazer' }).click()
    await expect.poll(() => clinic.sessions()).toContain(`${TUESDAY}T09:00 scheduled`)

    await ana.drag('Rui Prado', 1, '11:10')
    await page.getByRole('status').filter({ hasText: 'atende Eva Nunes das 11:00 às 11:50' }).waitFor()
    await page.mouse.up()
    const refusal = page.getByRole('dialog', { name: 'Horário ocupado' })
    await refusal.getByText('atende Eva Nunes').waitFor()
    await expectAccessible(page)
    await refusal.getByRole('button', { name: 'Cancelar' }).click()
    await refusal.waitFor({ state: 'detached' })
    expect(await clinic.sessions()).toEqual([`${TUESDAY}T09:00 scheduled`, `${TUESDAY}T11:00 scheduled`])

    await ana.drag('Rui Prado', 1, '11:10')
    await page.mouse.up()
    await refusal.getByRole('button', { name: 'Encaixar assim mesmo' }).click()
    await refusal.getByText('Diga o motivo do encaixe.').waitFor()
    await refusal.getByLabel('Motivo do encaixe').fill('Crise, pediu hoje')
    await refusal.getByRole('button', { name: 'Encaixar assim mesmo' }).click()
    await refusal.waitFor({ state: 'detached' })
    await expect.poll(async () => (await clinic.sessions()).length).toBe(2)
    expect((await clinic.sessions()).every((session) => session.startsWith(`${TUESDAY}T11:`))).toBe(true)
    await ana.session('Rui Prado').click()
    await page.getByText('Crise, pediu hoje').waitFor()
  })

  it('marks who came with one click, takes it back, and keeps what is cancelled in sight', async () => {
    const yesterday = new Date(Date.now() - 27 * 3_600_000).toISOString().slice(0, 10)
    await clinic.book(await clinic.patient('Rui Prado'), `${yesterday}T09:00`)
    const ana = await AgendaPage.open(clinic, yesterday)
    const { page } = ana
    await page.getByRole('button', { name: 'Rui Prado veio' }).click()
    await expect.poll(() => clinic.sessions(yesterday, yesterday)).toEqual([`${yesterday}T09:00 attended`])
    await page.getByRole('button', { name: 'Desfazer' }).click()
    await expect.poll(() => clinic.sessions(yesterday, yesterday)).toEqual([`${yesterday}T09:00 scheduled`])

    await ana.session('Rui Prado').click()
    const panel = page.getByRole('complementary', { name: 'Rui Prado' })
    await panel.getByRole('button', { name: 'Faltou' }).waitFor()
    await expectAccessible(page)
    await panel.getByRole('button', { name: 'Cancelar sessão' }).click()
    const dialog = page.getByRole('dialog', { name: 'Cancelar a sessão?' })
    await dialog.getByLabel('Motivo').fill('Viajou')
    await dialog.getByRole('button', { name: 'Cancelar sessão' }).click()
    await panel.getByText('Motivo: Viajou').waitFor()
    await ana.grid.getByRole('button', { name: /Cancelada.*Rui Prado/ }).waitFor()
    await page.getByRole('button', { name: 'Desfazer' }).click()
    await expect.poll(() => clinic.sessions(yesterday, yesterday)).toEqual([`${yesterday}T09:00 scheduled`])
  })

  it('shows every date of a standing slot before it is booked, and skips a holiday', async () => {
    await clinic.patient('Rui Prado')
    await clinic.call('save_clinic_holiday', {
      p_id: crypto.randomUUID(),
      p_day: dayAhead(8),
      p_name: 'Padroeira',
    })
    const ana = await AgendaPage.open(clinic)
    const { page } = ana
    const { x, y } = await ana.point(1, '15:00')
    await page.mouse.click(x, y)
    const form = page.getByRole('dialog', { name: 'Nova sessão' })
    await form.getByRole('combobox', { name: 'Paciente' }).fill('rui')
    await form.getByRole('option', { name: 'Rui Prado' }).waitFor()
    await page.keyboard.press('Enter')
    await form.getByLabel('Repete').selectOption('weekly')
    await form.getByLabel('Sessões', { exact: true }).fill('3')
    await form.getByText('toda terça às 15h, 3 vezes').waitFor()
    await form.getByRole('button', { name: 'Ver as datas' }).click()
    const dates = page.getByRole('dialog', { name: 'Datas' })
    await dates.getByText('É feriado: Padroeira.').waitFor()
    await dates.getByText('Falta decidir 1 data.').waitFor()
    expect(await dates.getByRole('button', { name: /^Agendar/ }).isDisabled()).toBe(true)
    expect(await clinic.sessions()).toEqual([])
    await expectAccessible(page)
    await dates.getByRole('combobox').selectOption('skip')
    await dates.getByText('Tudo decidido.').waitFor()
    await dates.getByRole('button', { name: /^Agendar/ }).click()
    await dates.waitFor({ state: 'detached' })
    await ana.session('Rui Prado').waitFor()
    expect(await clinic.sessions()).toEqual([`${TUESDAY}T15:00 scheduled`, `${dayAhead(15)}T15:00 scheduled`])
  })

  it('is moved with the keyboard alone, and registers who is new', async () => {
    await clinic.book(await clinic.patient('Rui Prado'), `${TUESDAY}T09:00`)
    const ana = await AgendaPage.open(clinic)
    const { page } = ana
    await ana.session('Rui Prado').focus()
    await page.keyboard.press('m')
    const dialog = page.getByRole('dialog', { name: 'Mover para…' })
    const slot = dialog.getByRole('listitem').getByRole('button').first()
    await slot.waitFor()
    await expectAccessible(page)
    await slot.focus()
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => clinic.sessions()).not.toContain(`${TUESDAY}T09:00 scheduled`)

    // somebody who is not written down yet is, without leaving the booking
    await ana.grid.focus()
    await page.keyboard.press('n')
    const form = page.getByRole('dialog', { name: 'Nova sessão' })
    await form.getByRole('combobox', { name: 'Paciente' }).fill('Zuleica Braga')
    await form.getByRole('option', { name: 'Cadastrar “Zuleica Braga”' }).waitFor()
    await page.keyboard.press('Enter')
    const quick = page.getByRole('dialog', { name: /paciente/i })
    await quick.getByRole('button', { name: 'Salvar' }).click()
    await form.getByRole('button', { name: 'Tirar Zuleica Braga' }).waitFor()
    await form.getByLabel('Dia', { exact: true }).fill(dayAhead(2))
    await form.getByRole('button', { name: 'Agendar' }).click()
    await form.waitFor({ state: 'detached' })
    await ana.session('Zuleica Braga').waitFor()
  })

  it('fits a phone: a day, and a session over it', async () => {
    await clinic.book(await clinic.patient('Rui Prado'), `${TUESDAY}T09:00`)
    const ana = await AgendaPage.open(clinic, TUESDAY, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
    })
    const { page } = ana
    await ana.session('Rui Prado').waitFor()
    await expectAccessible(page)
    await ana.session('Rui Prado').click()
    const drawer = page.getByRole('dialog', { name: 'Rui Prado' })
    await drawer.getByRole('button', { name: 'Confirmar' }).click()
    await drawer.getByRole('button', { name: 'Voltar para agendada' }).waitFor()
    await expectAccessible(page)
    await page.goBack()
    await drawer.waitFor({ state: 'detached' })
    expect(await clinic.sessions()).toEqual([`${TUESDAY}T09:00 confirmed`])
  })
})
