import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { demoPassword } from '../../local/demo.ts'
import { asUser, openDatabase } from '../stack/support/clients.ts'
import { AuthPages } from './pages/auth.ts'
import { expectAccessible, useBrowser } from './support/browser.ts'
import { control, freshPhone, patientWrites, phoneOf } from './support/simulators.ts'

const browser = useBrowser()
const admin = { email: 'admin@aurora.test', password: demoPassword }
let page: Page

beforeEach(async () => {
  page = await browser.newPage()
})
afterEach(() => control('/faults', undefined, 'DELETE'))

const openQueues = () => new AuthPages(page).signIn(admin, '/configuracoes/filas')

/** A job that goes back to the queue stands among the waiting ones for a moment too. */
const deadJobs = () => page.getByRole('region', { name: 'Falharam de vez' }).getByRole('listitem')

/** A message whose job ran out of attempts while the provider was down. */
async function deadMessage(text: string): Promise<{ phone: string }> {
  const phone = freshPhone()
  await patientWrites({ provider: 'evolution', from: phone, name: `Paciente ${phone.slice(-4)}`, text: 'oi' })
  await control('/faults', { provider: 'evolution', status500: 100 })
  const client = await asUser(admin.email)
  const { data: context } = await client.rpc('my_context')
  const tenantId = (context as { memberships: { tenant_id: string }[] }).memberships[0]?.tenant_id
  const { data: threads } = await client.rpc('list_conversations', { p_tenant_id: tenantId, p_limit: 1 })
  const [thread] = threads as { thread_key: string }[]
  const sql = openDatabase()
  try {
    // Twelve attempts take hours: this one has only one left.
    await sql`update app.job_kinds set max_attempts = 1 where kind = 'send_message'`
    await client.functions.invoke('send-whatsapp-message', {
      body: {
        tenant_id: tenantId,
        thread_key: thread?.thread_key,
        client_id: crypto.randomUUID(),
        body: text,
      },
    })
  } finally {
    await sql`update app.job_kinds set max_attempts = 12 where kind = 'send_message'`
    await sql.end()
  }
  return { phone }
}

describe('a job that failed for good', () => {
  it('is shown with its reason and, tried again, reaches the patient', async () => {
    const { phone } = await deadMessage('Vai chegar atrasada.')
    await openQueues()
    const row = deadJobs().filter({ hasText: 'Vai chegar atrasada.' })
    await row.getByText('Enviar mensagem').waitFor()
    await expectAccessible(page)

    await control('/faults', undefined, 'DELETE')
    await row.getByRole('button', { name: 'Tentar de novo' }).click()
    await page.getByText('A tarefa voltou para a fila.').waitFor()
    await row.waitFor({ state: 'detached' })
    await expect
      .poll(async () => (await phoneOf(phone)).map((message) => message.text), { timeout: 20_000 })
      .toContain('Vai chegar atrasada.')
  })

  it('is discarded after asking', async () => {
    await deadMessage('Ninguém precisa disto.')
    await openQueues()
    const row = deadJobs().filter({ hasText: 'Ninguém precisa disto.' })
    await row.getByRole('button', { name: 'Descartar' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancelar' }).click()
    await row.getByRole('button', { name: 'Descartar' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Descartar' }).click()
    await row.waitFor({ state: 'detached' })
  })
})

describe('an event that nothing understood', () => {
  it('is kept and shown as it came, without the key', async () => {
    await control('/raw', {
      provider: 'evolution',
      body: {
        event: 'messages.upsert',
        instance: 'aurora',
        apikey: 'demo-evolution-aurora',
        data: { odd: 'coisa nova' },
      },
    })
    await openQueues()
    const events = page.getByRole('region', { name: 'Avisos não entendidos' })
    await events.getByRole('button', { name: 'Ver conteúdo' }).first().click()
    const payload = page.getByRole('dialog').getByLabel('Conteúdo do aviso')
    expect(await payload.innerText()).toContain('coisa nova')
    expect(await payload.innerText()).not.toContain('demo-evolution-aurora')
    await expectAccessible(page)
    await page.keyboard.press('Escape')

    await events.getByText('Não diz de qual mensagem fala.').first().waitFor()
    const rows = events.getByRole('row').filter({ has: page.getByRole('cell') })
    const before = await rows.count()
    await events.getByRole('button', { name: 'Já vi', exact: true }).first().click()
    await expect.poll(() => rows.count()).toBe(before - 1)
    await page.getByRole('button', { name: 'Desfazer' }).click()
    await expect.poll(() => rows.count()).toBe(before)
  })

  it('is taken off the list together with others that were selected, and opened from an address', async () => {
    for (const odd of ['primeira coisa', 'segunda coisa']) {
      await control('/raw', {
        provider: 'evolution',
        body: {
          event: 'messages.upsert',
          instance: 'aurora',
          apikey: 'demo-evolution-aurora',
          data: { odd },
        },
      })
    }
    await openQueues()
    const events = page.getByRole('region', { name: 'Avisos não entendidos' })
    const rows = events.getByRole('row').filter({ has: page.getByRole('cell') })
    await rows.nth(1).waitFor()
    const before = await rows.count()

    await rows.first().getByRole('button', { name: 'messages.upsert' }).press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('segunda coisa').waitFor()
    await page.keyboard.press('ArrowDown')
    await dialog.getByText('primeira coisa').waitFor()
    expect(page.url()).toContain('avisos-registro=')
    await page.reload()
    await dialog.getByText('primeira coisa').waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(page.url()).not.toContain('avisos-registro=')

    await rows.first().getByRole('checkbox').check()
    await rows.nth(1).getByRole('checkbox').check()
    await events.getByText('2 selecionadas').waitFor()
    await expectAccessible(page)
    await events.getByRole('group').getByRole('button', { name: 'Já vi' }).click()
    await expect.poll(() => rows.count()).toBe(before - 2)
    expect(await events.getByText('2 selecionadas').count()).toBe(0)
  })
})
