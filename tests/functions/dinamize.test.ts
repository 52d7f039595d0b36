import { beforeEach, describe, expect, test } from 'vitest'
import { pullLeads } from '../../supabase/functions/_shared/sales/jobs/pull-leads.ts'
import { pushLead } from '../../supabase/functions/_shared/sales/jobs/push-lead.ts'
import { dinamizeOf } from '../../supabase/functions/_shared/sales/dinamize.ts'
import type { JobHandler } from '../../supabase/functions/_shared/platform/jobs.ts'
import { createHandler as createConnect } from '../../supabase/functions/connect-dinamize/handler.ts'
import { createHandler as createWorker } from '../../supabase/functions/process-jobs/handler.ts'
import { aurora, type Email } from '../db/support/cast.ts'
import { dinamizeLogin, Killed, playDinamize } from './support/dinamize.ts'
import { command, createFunctions, secretKey } from './support/functions.ts'

const played = playDinamize()
const functions = await createFunctions((url, init) =>
  url.startsWith('https://dinamize.test') ? played.fetch(url, init) : Promise.reject(new Error(url)),
)
const { testDatabase: db, platform } = functions
const wired = dinamizeOf(platform)
const connect = createConnect({ ...functions.deps, ...wired })
const worker = createWorker(functions.deps)
const { service } = played

const settings = {
  ...dinamizeLogin,
  action: 'connect',
  tenant_id: aurora.id,
  list_code: '2',
  phone_field: 'cmp4',
  company_field: 'cmp5',
  is_pushing: true,
  is_pulling: true,
  brings_all: true,
}
async function ask(body: object, email: Email = 'admin@aurora.test') {
  const response = await connect(await command('connect-dinamize', email, body))
  return { status: response.status, body: (await response.json()) as Record<string, never> }
}
const everyKind = ['push_lead', 'pull_leads', 'erase_contact']
/** All the work that there is, whenever it is due; of some kinds alone, the rest waits. */
async function run(kinds = everyKind) {
  await db.asPostgres(async (sql) => {
    await sql`update app.jobs set leased_until = null, payload = payload - 'slot',
        run_at = case when kind = any (${kinds}) then now() else now() + interval '1 hour' end
      where kind = any (${everyKind}) and finished_at is null`
    await sql`update app.dinamize_accounts set next_call_at = now(), paused_until = null`
  })
  const headers = { apikey: secretKey, 'content-type': 'application/json' }
  const answer = await worker(new Request('https://x/process-jobs', { method: 'POST', headers, body: '{}' }))
  return (await answer.json()) as { claimed: number; finished: number; retried: number; dead: number }
}
const pullNow = async (kinds = everyKind) => {
  await wired.dinamize.enqueuePulls()
  return run(kinds)
}
const saveLead = (id: string, lead: object, version: number | null = null) =>
  db.asUser(
    'recepcao@aurora.test',
    (sql) => sql`select public.save_lead(${aurora.id}, ${id}, ${version}, ${sql.json({ ...lead })})`,
  )
const syncOf = async (id: string) => {
  const [row] = await db.asPostgres(
    (sql) =>
      sql`select status, contact_code, agreed, direction, error from public.crm_lead_sync where lead_id = ${id}`,
  )
  return row
}
const leads = () =>
  db.asPostgres(
    (sql) =>
      sql`select id, full_name, email, phone, company, origin, version from public.crm_leads where tenant_id = ${aurora.id} order by email`,
  )
const logs = async () =>
  (
    await db.asPostgres(
      (sql) => sql`select direction || ' ' || kind as line from public.crm_sync_logs order by at, id`,
    )
  ).map(({ line }) => String(line))
const openJobs = () =>
  db.asPostgres(
    (sql) => sql`select kind, attempts from app.jobs where kind = any (${everyKind}) and finished_at is null`,
  )
const there = () => [...(service.contacts.get('2')?.values() ?? [])]
const id = (n: number) => `5e000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const nina = {
  full_name: 'Nina Prado',
  email: 'nina@exemplo.test',
  phone: '11977770001',
  company: 'Padaria Sol',
}

beforeEach(async () => {
  service.clear()
  played.asked.length = 0
  played.hooks.before = () => undefined
  played.hooks.after = () => undefined
  await db.asPostgres(async (sql) => {
    await sql`delete from public.crm_leads`
    await sql`delete from public.crm_sync_logs`
    await sql`delete from app.dinamize_accounts`
    await sql`delete from app.jobs`
  })
})

describe('connecting', () => {
  test('answers lists and fields, and saves nothing before all of it was tried', async () => {
    const { action: _, ...login } = { ...dinamizeLogin, action: '', tenant_id: aurora.id }
    expect(await ask({ ...login, action: 'lists' })).toMatchObject({
      status: 200,
      body: {
        lists: [
          { code: '1', name: 'Newsletter' },
          { code: '2', name: 'Leads da clínica' },
        ],
      },
    })
    const { body } = await ask({ ...login, action: 'fields', list_code: '2' })
    expect(body.fields).toContainEqual({ code: 'cmp4', name: 'Telefone' })
    expect(await ask({ ...settings, password: 'errada' })).toMatchObject({
      status: 400,
      body: { code: 'dinamize_refused' },
    })
    expect(await ask({ ...settings, list_code: '7' })).toMatchObject({
      status: 400,
      body: { code: 'dinamize_list_unknown' },
    })
    expect(await ask({ ...settings, phone_field: 'cmp77' })).toMatchObject({
      status: 400,
      body: { code: 'dinamize_list_unknown' },
    })
    const [none] = await db.asPostgres((sql) => sql`select count(*)::int as n from app.dinamize_accounts`)
    expect(none).toEqual({ n: 0 })
  })

  test('keeps user and password sealed, and the same account is changed without typing them again', async () => {
    expect(await ask(settings)).toMatchObject({
      status: 200,
      body: { account: { list_name: 'Leads da clínica' } },
    })
    const [row] = await db.asPostgres(
      (sql) =>
        sql`select credentials::text from app_private.dinamize_credentials where tenant_id = ${aurora.id}`,
    )
    expect(row?.credentials).not.toContain('demo-dinamize')
    const { password: _, ...without } = settings
    expect(await ask({ ...without, is_pulling: false })).toMatchObject({
      status: 200,
      body: { account: { is_pulling: false } },
    })
    expect(await ask({ ...without, client_code: '9' })).toMatchObject({
      status: 400,
      body: { code: 'dinamize_password_required' },
    })
  })

  test.each(['supervisor@aurora.test', 'recepcao@aurora.test', 'dona@horizonte.test'] as const)(
    'is not for %s',
    async (email) => {
      expect(await ask(settings, email)).toMatchObject({ status: 403 })
      expect(played.asked).toEqual([])
    },
  )

  test('says how long Dinamize wants to be left alone, and when it is away', async () => {
    played.hooks.before = () => Response.json({ code: '240024', body: { 'retry-after': '17' } })
    expect(await ask(settings)).toMatchObject({ status: 429, body: { code: 'dinamize_busy' } })
    played.hooks.before = () => new Response('<html></html>', { status: 502 })
    expect(await ask(settings)).toMatchObject({ status: 503, body: { code: 'dinamize_unavailable' } })
  })
})

describe('outbound', () => {
  test('writes a new lead once, and each change once, however often it is saved', async () => {
    await ask(settings)
    await run()
    await saveLead(id(1), nina)
    await saveLead(id(1), { ...nina, full_name: 'Nina Prado Lima' }, 1)
    expect(await run()).toMatchObject({ finished: 1 })
    expect(there()).toMatchObject([
      {
        email: 'nina@exemplo.test',
        name: 'Nina Prado Lima',
        external_code: id(1),
        custom_fields: { cmp4: '+5511977770001', cmp5: 'Padaria Sol' },
      },
    ])
    expect(await syncOf(id(1))).toMatchObject({
      status: 'synced',
      contact_code: there()[0]?.code,
      direction: 'out',
    })
    // a status is nothing that is exchanged
    await saveLead(id(1), { ...nina, full_name: 'Nina Prado Lima', status: 'qualified' }, 2)
    expect(await openJobs()).toEqual([])
    await saveLead(id(1), { ...nina, full_name: 'Nina Lima', email: 'nova@exemplo.test' }, 3)
    await run()
    expect(there()).toMatchObject([{ email: 'nova@exemplo.test', name: 'Nina Lima' }])
    expect(service.writes).toEqual({ add: 1, update: 1 })
  })

  test('meets a contact that is there, and never writes to one who opted out', async () => {
    service.add('2', { email: 'Nina@exemplo.test', name: 'Nina' })
    service.add('2', { email: 'fora@exemplo.test', name: 'Fora', optout: true })
    await ask({ ...settings, is_pulling: false })
    await saveLead(id(1), nina)
    await saveLead(id(2), { full_name: 'Fora Silva', email: 'fora@exemplo.test' })
    await run()
    expect(there()).toHaveLength(2)
    expect(there()[0]).toMatchObject({ name: 'Nina Prado' })
    expect(service.writes).toEqual({ add: 0, update: 1 })
    expect(await syncOf(id(2))).toMatchObject({ status: 'opted_out' })
    await saveLead(id(2), { full_name: 'Fora da Silva', email: 'fora@exemplo.test' }, 1)
    expect(await openJobs()).toEqual([])
  })

  test('waits as long as it is told, and that is no attempt', async () => {
    await ask({ ...settings, is_pulling: false })
    await saveLead(id(1), nina)
    played.hooks.before = (call) =>
      call === '/emkt/contact/add'
        ? Response.json({ code: '240024', body: { 'retry-after': '17' } })
        : undefined
    expect(await run()).toMatchObject({ retried: 1 })
    const [job] = await db.asPostgres(
      (sql) =>
        sql`select attempts, extract(epoch from run_at - now())::int as wait from app.jobs where kind = 'push_lead'`,
    )
    expect(job?.attempts).toBe(0)
    expect(Number(job?.wait)).toBeGreaterThanOrEqual(15)
    expect(Number(job?.wait)).toBeLessThanOrEqual(21)
    // a second lead waits too: the account is paused, whoever asks
    await saveLead(id(2), { full_name: 'Outra Pessoa', email: 'outra@exemplo.test' })
    const before = played.asked.length
    const headers = { apikey: secretKey, 'content-type': 'application/json' }
    await worker(new Request('https://x/process-jobs', { method: 'POST', headers, body: '{}' }))
    expect(played.asked).toHaveLength(before)
    played.hooks.before = () => undefined
    await run()
    expect(there()).toHaveLength(2)
    expect(await logs()).toContain('out limited')
  })

  test('stops when the password is not taken, and goes on once it is typed again', async () => {
    await ask({ ...settings, is_pulling: false })
    await saveLead(id(1), nina)
    service.forgetTokens()
    played.hooks.before = (call) =>
      call === '/auth' ? Response.json({ code: '240004', body: {} }) : undefined
    await db.asPostgres((sql) => sql`update app_private.dinamize_credentials set token = null`)
    const { claimed, finished } = await run()
    expect(finished).toBe(claimed)
    expect(await openJobs()).toEqual([])
    const before = played.asked.length
    await saveLead(id(2), { full_name: 'Outra Pessoa', email: 'outra@exemplo.test' })
    await run()
    expect(played.asked).toHaveLength(before)
    const [alert] = await db.asPostgres((sql) => sql`select kind from public.alerts where ended_at is null`)
    expect(alert).toEqual({ kind: 'dinamize_refused' })
    played.hooks.before = () => undefined
    await ask({ ...settings, is_pulling: false })
    await run()
    expect(there()).toHaveLength(2)
    expect(await db.asPostgres((sql) => sql`select kind from public.alerts where ended_at is null`)).toEqual(
      [],
    )
  })

  test('begins a session anew when it is over, and shares it between workers', async () => {
    await ask({ ...settings, is_pulling: false })
    await saveLead(id(1), nina)
    await run()
    await saveLead(id(2), { full_name: 'Outra Pessoa', email: 'outra@exemplo.test' })
    await run()
    // one of the connection, one of the first job
    expect(played.asked.filter((call) => call === '/auth')).toHaveLength(2)
    service.forgetTokens()
    await saveLead(id(3), { full_name: 'Mais Uma', email: 'mais@exemplo.test' })
    await run()
    expect(played.asked.filter((call) => call === '/auth')).toHaveLength(3)
    expect(there()).toHaveLength(3)
  })

  test('shows what Dinamize refused, and writes it again when it is asked', async () => {
    await ask({ ...settings, is_pulling: false })
    await saveLead(id(1), nina)
    played.hooks.before = (call) =>
      call === '/emkt/contact/add'
        ? Response.json({ code: '480031', body: {}, request_unique: 'abc' })
        : undefined
    expect(await run()).toMatchObject({ finished: 1 })
    expect(await syncOf(id(1))).toMatchObject({ status: 'failed', error: '480031' })
    played.hooks.before = () => undefined
    const [asked] = await db.asUser(
      'recepcao@aurora.test',
      (sql) => sql`select public.resync_leads(${aurora.id}) as n`,
    )
    expect(asked).toEqual({ n: 1 })
    await run()
    expect(await syncOf(id(1))).toMatchObject({ status: 'synced' })
    expect(there()).toHaveLength(1)
  })

  test('sends what changed while it was written, too', async () => {
    await ask({ ...settings, is_pulling: false })
    await saveLead(id(1), nina)
    let saved: Promise<unknown> | null = null
    played.hooks.before = (call) => {
      if (call === '/emkt/contact/add') saved ??= saveLead(id(1), { ...nina, full_name: 'Nina de Agora' }, 1)
      return undefined
    }
    await run()
    await saved
    await run()
    expect(there()).toMatchObject([{ name: 'Nina de Agora' }])
    expect(await openJobs()).toEqual([])
  })
})

describe('inbound', () => {
  test('makes leads of who signed up, by the rules of identity, and sends nothing back', async () => {
    await saveLead(id(1), nina)
    service.add('2', {
      email: 'NINA@exemplo.test',
      name: 'Nina Prado',
      custom_fields: { cmp4: '(11) 97777-0001', cmp5: 'Padaria Sol' },
    })
    service.add('2', {
      email: 'novo@exemplo.test',
      name: 'Novo Lead',
      custom_fields: { cmp4: '11 98888-0002' },
    })
    service.add('2', { email: 'sem-nome@exemplo.test' })
    service.add('2', { email: 'fora@exemplo.test', name: 'Fora', optout: true })
    await ask(settings)
    expect(await run()).toMatchObject({ finished: 1 })
    expect(await leads()).toMatchObject([
      { email: 'nina@exemplo.test', origin: 'manual', version: 1 },
      { email: 'novo@exemplo.test', full_name: 'Novo Lead', phone: '+5511988880002', origin: 'dinamize' },
      { email: 'sem-nome@exemplo.test', origin: 'dinamize' },
    ])
    expect(await openJobs()).toEqual([])
    await pullNow()
    expect(service.writes).toEqual({ add: 0, update: 0 })
    expect(await leads()).toHaveLength(3)
    expect(await logs()).toEqual(['out connected', 'in found', 'in created', 'in created', 'in pulled'])
  })

  test('reads again what is half an hour older than the last reading', async () => {
    await ask(settings)
    await run()
    // came while the last reading was on its way
    service.add('2', { email: 'atrasado@exemplo.test', name: 'Atrasado' })
    await pullNow()
    expect(await leads()).toMatchObject([{ email: 'atrasado@exemplo.test' }])
  })

  test('makes no leads of who was there before, unless it is wanted', async () => {
    service.add('2', { email: 'antigo@exemplo.test', name: 'Antigo', insert_date: '2024-01-01 10:00:00' })
    await ask({ ...settings, brings_all: false })
    await run()
    expect(await leads()).toEqual([])
    await ask(settings)
    await run()
    expect(await leads()).toMatchObject([{ email: 'antigo@exemplo.test' }])
  })

  test('takes what changed there, keeps what changed here, and does not go round in circles', async () => {
    await ask(settings)
    await saveLead(id(1), nina)
    await run()
    const [contact] = there()
    // there: name and company; here: company
    service.update(contact!, { name: 'Nina Prado Lima', custom_fields: { cmp5: 'Padaria Lua' } })
    await db.asPostgres((sql) => sql`update app.dinamize_accounts set full_pulled_on = null`)
    await saveLead(id(1), { ...nina, company: 'Padaria Estrela' }, 1)
    // the reading comes before what waits
    await db.asPostgres(
      (sql) =>
        sql`update app.jobs set run_at = now() + interval '1 hour', leased_until = null where kind = 'push_lead'`,
    )
    await wired.dinamize.enqueuePulls()
    const headers = { apikey: secretKey, 'content-type': 'application/json' }
    await worker(new Request('https://x/process-jobs', { method: 'POST', headers, body: '{}' }))
    expect(await leads()).toMatchObject([{ full_name: 'Nina Prado Lima', company: 'Padaria Estrela' }])
    expect(await logs()).toContain('in conflict')
    await run()
    expect(there()).toMatchObject([{ name: 'Nina Prado Lima', custom_fields: { cmp5: 'Padaria Estrela' } }])
    const { update } = service.writes
    for (let turn = 0; turn < 3; turn += 1) {
      await db.asPostgres((sql) => sql`update app.dinamize_accounts set full_pulled_on = null`)
      await pullNow()
    }
    expect(service.writes.update).toBe(update)
    expect(await leads()).toMatchObject([{ version: 3 }])
  })

  test('notices an opt-out, and writes to them no more', async () => {
    await ask(settings)
    await saveLead(id(1), nina)
    await run()
    there()[0]!.optout = true
    await db.asPostgres((sql) => sql`update app.dinamize_accounts set full_pulled_on = null`)
    await pullNow()
    expect(await syncOf(id(1))).toMatchObject({ status: 'opted_out' })
    await saveLead(id(1), { ...nina, full_name: 'Nina Outra' }, 1)
    await run()
    expect(there()[0]).toMatchObject({ name: 'Nina Prado' })
  })
})

describe('killed at any point', () => {
  /** Runs one job until `limit` steps were taken, then is killed; whether it came to its end. */
  async function killedAfter(limit: number): Promise<boolean> {
    let steps = 0
    const step = () => {
      steps += 1
      if (steps > limit) throw new Killed()
    }
    played.hooks.before = () => {
      step()
      return undefined
    }
    played.hooks.after = step
    const dinamize = Object.fromEntries(
      Object.entries(wired.dinamize).map(([name, call]) => [
        name,
        async (...args: unknown[]) => {
          step()
          const result: unknown = await (call as (...args: unknown[]) => Promise<unknown>)(...args)
          step()
          return result
        },
      ]),
    ) as unknown as typeof wired.dinamize
    const handlers: Record<string, JobHandler> = {
      push_lead: pushLead({ dinamize, openSession: wired.openSession }),
      pull_leads: pullLeads({ dinamize, openSession: wired.openSession }),
    }
    await db.asPostgres(async (sql) => {
      await sql`update app.jobs set run_at = now(), leased_until = null, payload = payload - 'slot' where finished_at is null`
      await sql`update app.dinamize_accounts set next_call_at = now(), paused_until = null`
    })
    const jobs = await platform.queue.claimJobs(20)
    try {
      for (const job of jobs) {
        const end = await handlers[job.kind]!(job)
        if (end === undefined) await platform.queue.finishJob(job)
      }
      return true
    } catch {
      return false
    }
  }

  test('a lead is there once, with all that it is', async () => {
    for (let limit = 0; ; limit += 1) {
      service.clear()
      await db.asPostgres(async (sql) => {
        await sql`delete from public.crm_leads`
        await sql`delete from app.jobs`
      })
      played.hooks.before = () => undefined
      played.hooks.after = () => undefined
      await ask({ ...settings, is_pulling: false })
      await saveLead(id(1), nina)
      const whole = await killedAfter(limit)
      played.hooks.before = () => undefined
      played.hooks.after = () => undefined
      await run()
      expect(there(), `killed after ${limit} steps`).toMatchObject([
        {
          email: 'nina@exemplo.test',
          name: 'Nina Prado',
          custom_fields: { cmp4: '+5511977770001', cmp5: 'Padaria Sol' },
        },
      ])
      expect(await syncOf(id(1))).toMatchObject({ status: 'synced', contact_code: there()[0]?.code })
      expect(await openJobs()).toEqual([])
      if (whole) break
      expect(limit).toBeLessThan(40)
    }
  })

  test('who signed up is a lead once, also over several pages, and nothing goes back', async () => {
    for (let limit = 0; ; limit += 1) {
      service.clear()
      await db.asPostgres(async (sql) => {
        await sql`delete from public.crm_leads`
        await sql`delete from app.jobs`
        await sql`delete from app.dinamize_accounts`
      })
      played.hooks.before = () => undefined
      played.hooks.after = () => undefined
      // more than one page, many of them in the same second
      for (let n = 0; n < 240; n += 1)
        service.add('2', {
          email: `p${n}@exemplo.test`,
          name: `Pessoa ${n}`,
          insert_date: `2026-07-01 10:00:0${Math.floor(n / 130)}`,
        })
      await ask(settings)
      const whole = await killedAfter(limit)
      played.hooks.before = () => undefined
      played.hooks.after = () => undefined
      await run()
      const [count] = await db.asPostgres(
        (sql) =>
          sql`select count(*)::int as leads, count(distinct email)::int as people from public.crm_leads`,
      )
      expect(count, `killed after ${limit} steps`).toEqual({ leads: 240, people: 240 })
      expect(service.writes).toEqual({ add: 0, update: 0 })
      expect(await openJobs()).toEqual([])
      if (whole) break
      expect(limit).toBeLessThan(40)
      // the beginning, the middle and the end
      limit += 2
    }
  }, 120_000)
})

describe('whoever is erased here', () => {
  const id = '00000000-0000-4000-8000-0000000e7a5e'
  /** As the erasure of a person takes their rows. */
  const eraseLead = () =>
    db.asPostgres(async (sql) => {
      await sql`select set_config('app.erasing', 'on', true)`
      await sql`delete from public.crm_lead_sync where lead_id = ${id}`
      await sql`select set_config('app.erasing', '', true)`
      await sql`delete from public.crm_leads where id = ${id}`
    })

  test('is erased at Dinamize, whoever takes the job after a crash included', async () => {
    await ask(settings)
    await saveLead(id, { full_name: 'Vera Some', email: 'vera@some.test' })
    await run()
    const isThere = () => there().some(({ email }) => email === 'vera@some.test')
    expect(isThere()).toBe(true)
    await eraseLead()
    await run()
    expect(isThere()).toBe(false)
    expect(await logs()).toContain('out erased')
    // the answer was lost: the contact is gone, and the job ends
    await db.asPostgres((sql) => sql`update app.jobs set finished_at = null where kind = 'erase_contact'`)
    await run()
    expect(await openJobs()).toEqual([])
  })

  test('does not come back with a page that was read before', async () => {
    await ask(settings)
    await saveLead(id, { full_name: 'Vera Some', email: 'vera@some.test' })
    await run()
    await eraseLead()
    await db.asPostgres((sql) => sql`update app.dinamize_accounts set full_pulled_on = null`)
    await pullNow(['pull_leads'])
    expect(there().some(({ email }) => email === 'vera@some.test')).toBe(true)
    const back = await db.asPostgres(
      (sql) => sql`select from public.crm_leads where email = 'vera@some.test'`,
    )
    expect(back).toHaveLength(0)
    await run()
    expect(there().some(({ email }) => email === 'vera@some.test')).toBe(false)
  })

  test('stays there when only the lead was deleted', async () => {
    await ask(settings)
    await saveLead(id, { full_name: 'Vera Some', email: 'vera@some.test' })
    await run()
    await db.asPostgres((sql) => sql`delete from public.crm_leads where id = ${id}`)
    await run()
    expect(there().some(({ email }) => email === 'vera@some.test')).toBe(true)
  })
})
