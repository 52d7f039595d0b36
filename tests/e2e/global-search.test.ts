import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { newAccount, newColleague, type Account } from './support/accounts.ts'
import { expectAccessible, useBrowser, type OpenOptions } from './support/browser.ts'
import { storeSession } from './support/sign-in.ts'

const browser = useBrowser()
const onPhone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
let owner: Account
let therapist: Account
const patient = crypto.randomUUID()
const session = crypto.randomUUID()

async function call(name: string, args: object): Promise<void> {
  const { error } = await owner.client.rpc(name, { p_tenant_id: owner.tenantId, ...args })
  if (error) throw new Error(`${name}: ${error.message}`)
}

/** Tomorrow in the clinic's calendar. */
const tomorrow = new Date(Date.now() - 3 * 3_600_000 + 86_400_000).toISOString().slice(0, 10)

beforeAll(async () => {
  owner = await newAccount('Clínica da Busca', 'Olívia Souza')
  therapist = await newColleague(owner, 'therapist', 'Helena Prado')
  const { data } = await owner.client.auth.getUser()
  const type = crypto.randomUUID()
  await call('save_therapist', { p_user_id: data.user!.id, p_therapist: { color: 'teal' } })
  await call('save_session_type', {
    p_id: type,
    p_type: { name: 'Psicoterapia', minutes: 50, color: 'teal', capacity: 1, price_cents: 17345 },
  })
  for (const [id, full_name] of [
    [patient, 'Jaciara Peçanha'],
    [crypto.randomUUID(), 'Jacira Pessoa'],
  ]) {
    await call('save_patient', { p_id: id, p_version: null, p_patient: { full_name } })
  }
  await call('book_session', {
    p_id: session,
    p_session: {
      therapist_id: data.user!.id,
      start_local: `${tomorrow}T15:00`,
      session_type_id: type,
      patient_ids: [patient],
    },
  })
})

async function opened(who: Account = owner, options?: OpenOptions): Promise<Page> {
  const page = await browser.newPage(options)
  await storeSession(page, who)
  await page.goto('/pacientes')
  // until it is there nobody listens to the keys
  await page.getByRole('button', { name: 'Buscar', exact: true }).waitFor()
  return page
}

const field = (page: Page) => page.getByRole('combobox', { name: 'Buscar em toda a clínica' })

/** Opens the search by its key, once the one before is gone: a key in between is of that one. */
async function search(page: Page): Promise<void> {
  await field(page).waitFor({ state: 'detached' })
  await page.keyboard.press('Control+k')
  await field(page).waitFor()
}

async function type(page: Page, text: string): Promise<void> {
  await search(page)
  await field(page).fill(text)
}
const group = (page: Page, name: string) => page.getByRole('group', { name, exact: true })
const inGroup = (page: Page, name: string) => group(page, name).getByRole('option')

describe('the search of the whole clinic', () => {
  it('finds and opens people, sessions and money by keys alone', async () => {
    const page = await opened()
    await type(page, 'pecanha jaci')
    await inGroup(page, 'Pacientes').filter({ hasText: 'Jaciara Peçanha' }).waitFor()
    await expectAccessible(page)
    await page.keyboard.press('End')
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.pathname.startsWith(`/pacientes/${patient}`))

    await type(page, 'jaciara amanhã')
    await inGroup(page, 'Sessões').filter({ hasText: 'Psicoterapia · Olívia Souza' }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.searchParams.get('sessao') === session)
    expect(new URL(page.url()).searchParams.get('data')).toBe(tomorrow)

    await type(page, '173,45')
    await inGroup(page, 'Cobranças').filter({ hasText: 'Jaciara Peçanha' }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.pathname === `/pacientes/${patient}/cobrancas`)

    // what was opened is offered before anything is typed
    await search(page)
    await inGroup(page, 'Abertos há pouco').filter({ hasText: 'Jaciara Peçanha' }).waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await field(page).waitFor({ state: 'detached' })
  })

  it('does what the app does: pages, settings, something new, the theme', async () => {
    const page = await opened()
    await type(page, 'equipe')
    await inGroup(page, 'Ações').filter({ hasText: 'Equipe' }).first().waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.pathname === '/configuracoes/equipe')

    await type(page, 'tema escuro')
    await inGroup(page, 'Ações').filter({ hasText: 'Escuro' }).waitFor()
    await page.keyboard.press('Enter')
    await page.locator('html.dark').waitFor({ state: 'attached' })

    await type(page, 'nova conv')
    await inGroup(page, 'Ações').filter({ hasText: 'Nova conversa' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByLabel('Telefone com DDD').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })

    await type(page, 'nova sess')
    await inGroup(page, 'Ações').filter({ hasText: 'Nova sessão' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Nova sessão' }).waitFor()
    expect(new URL(page.url()).searchParams.has('nova')).toBe(false)
  })

  it('shows one kind alone, and leads to the list with the same words', async () => {
    const page = await opened()
    await type(page, 'jaci')
    await inGroup(page, 'Sessões').first().waitFor()
    await page.getByRole('button', { name: 'Pacientes', exact: true }).click()
    await group(page, 'Sessões').waitFor({ state: 'detached' })
    await expect.poll(() => inGroup(page, 'Pacientes').count()).toBe(2)
    await page.getByRole('button', { name: 'Ver todos em Pacientes' }).click()
    await page.waitForURL((url) => url.searchParams.get('busca') === 'jaci')

    await type(page, 'zzzquem')
    await page.getByText('Nada com “zzzquem”').waitFor()
  })

  it('shows a therapist nothing of another’s agenda and money', async () => {
    const page = await opened(therapist)
    await type(page, 'jaciara')
    await inGroup(page, 'Pacientes').filter({ hasText: 'Jaciara Peçanha' }).waitFor()
    expect(await group(page, 'Sessões').count()).toBe(0)
    expect(await group(page, 'Cobranças').count()).toBe(0)
    await field(page).fill('173,45')
    await page.getByText('Nada com “173,45”').waitFor()
  })

  it('fills a phone, and says when the answer does not come', async () => {
    const page = await opened(owner, { ...onPhone, allowErrors: /503|Failed to load/ })
    await page.getByRole('button', { name: 'Buscar', exact: true }).click()
    await field(page).fill('jaciara')
    await inGroup(page, 'Pacientes').filter({ hasText: 'Jaciara Peçanha' }).waitFor()
    const box = await page.getByRole('dialog').boundingBox()
    expect(box).toMatchObject({ x: 0, width: 390 })
    await expectAccessible(page)
    await page.route('**/rpc/search_global', (route) =>
      route.fulfill({ status: 503, json: { message: 'x' } }),
    )
    await field(page).fill('outra coisa')
    await page.getByRole('button', { name: 'Tentar de novo' }).waitFor()
    await page.unroute('**/rpc/search_global')
    await page.getByRole('button', { name: 'Tentar de novo' }).click()
    await page.getByText('Nada com “outra coisa”').waitFor()
  })
})
