import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { AuthPages } from './pages/auth.ts'
import { newAccount, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser } from './support/browser.ts'

const browser = useBrowser()
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
let owner: Account
let slug: string

beforeAll(async () => {
  owner = await newAccount('Clínica Agende')
  const { data } = await owner.client.auth.getUser()
  const me = data.user?.id ?? ''
  const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
  await rpc('save_therapist', { p_user_id: me, p_therapist: {} })
  await rpc('save_session_type', { p_id: me, p_type: { name: 'Primeira conversa', minutes: 50 } })
  await rpc('save_working_hours', {
    p_therapist_id: me,
    p_hours: week.map((weekday) => ({ weekday, from_time: '08:00', until_time: '18:00' })),
  })
  const saved = await rpc('save_booking_settings', {
    p_settings: { is_open: true, change_hours: 0, privacy_text: 'Usamos os dados para agendar.' },
    p_offers: [{ therapist_id: me, session_type_id: me }],
  })
  slug = (saved as { slug: string }).slug
})

async function rpc(name: string, values: object): Promise<unknown> {
  const { data, error } = await owner.client.rpc(name, { p_tenant_id: owner.tenantId, ...values })
  if (error) throw error
  return data
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true }).waitFor()

/** From the address to the confirmation, as a stranger goes. */
async function bookAs(page: Page, name: string, number: string): Promise<void> {
  await page.goto(`/agendar/${slug}`)
  await heading(page, 'Agende sua sessão')
  await expectAccessible(page)
  await page.getByRole('link', { name: /Primeira conversa/ }).click()
  await heading(page, 'Escolha o horário')
  await expectAccessible(page)
  await page.locator('.slots a').first().click()
  await heading(page, 'Seus dados')
  await page.getByLabel('Nome completo').fill(name)
  await page.getByLabel('Celular com WhatsApp').fill(number)
  await page.getByLabel('É a minha primeira vez nesta clínica').check()
  await page.getByLabel('Li e aceito o aviso de privacidade').check()
  await expectAccessible(page)
  const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
  expect(wide).toBe(false)
  await page.getByRole('button', { name: 'Confirmar agendamento' }).click()
  await heading(page, 'Sessão agendada')
  await expectAccessible(page)
}

describe('a stranger with a phone', () => {
  it('books without scripts, moves and cancels', async () => {
    const page = await browser.newPage({ ...phone, javaScriptEnabled: false })
    await page.goto(`/agendar/${slug}`)
    await heading(page, 'Agende sua sessão')
    await page.getByRole('link', { name: /Primeira conversa/ }).click()
    await page.locator('.slots a').first().click()
    await page.getByLabel('Nome completo').fill('Sem Script Alves')
    await page.getByLabel('Celular com WhatsApp').fill('11 97777-0001')
    await page.getByLabel('Li e aceito o aviso de privacidade').check()
    await page.getByRole('button', { name: 'Confirmar agendamento' }).click()
    await heading(page, 'Sessão agendada')
    await page.getByRole('link', { name: 'Remarcar' }).click()
    await heading(page, 'Remarcar')
    await page.getByRole('radio').nth(2).check()
    await page.getByRole('button', { name: 'Remarcar para o horário escolhido' }).click()
    await page.getByText('a sessão foi remarcada').waitFor()
    await page.getByRole('link', { name: 'Desmarcar' }).click()
    await page.getByRole('button', { name: 'Sim, desmarcar' }).click()
    await heading(page, 'Sessão desmarcada')
  })

  it('books with scripts, in the dark too, and the desk sees it live', async () => {
    const desk = await browser.newPage()
    await new AuthPages(desk).signIn(owner, '/configuracoes/agenda?parte=online')
    await heading(desk, 'Agendamento online')
    await desk.getByLabel('Endereço público').waitFor()
    await expectAccessible(desk)
    const page = await browser.newPage({ ...phone, colorScheme: 'dark' })
    await bookAs(page, 'Ivone Agendada', '11977770002')
    const [booked] = (await rpc('list_notifications', {})) as { patient_name: string; kind: string }[]
    expect(booked).toMatchObject({ kind: 'online_booked' })
    const { data } = await owner.client
      .from('online_bookings')
      .select('session_id, full_name')
      .eq('full_name', 'Ivone Agendada')
      .order('created_at', { ascending: false })
      .limit(1)
    const id = (data?.[0] as { session_id: string }).session_id
    const session = (await rpc('get_session', { p_id: id })) as { starts_local: string }
    await desk.goto(`/agenda/clinica?data=${session.starts_local.slice(0, 10)}&sessao=${id}`)
    await desk.getByText('Agendado online').waitFor()
    await page.getByRole('button', { name: 'Preencher a ficha da primeira sessão' }).click()
    await page.waitForURL(/\/ficha/)
  })
})
