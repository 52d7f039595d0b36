import { expect, it } from 'vitest'
import { aurora, horizonte, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { evolutionEvent, ingest, message } from '../support/events.ts'
import { expectError } from '../support/expect-error.ts'

const db = await createDatabase()

const sealed = { v: 1, kid: 'k1', iv: 'aXY=', ct: 'Y3Q=' }
const server = 'https://evolution.example'

interface Answered {
  id?: string | null
  phone?: string | null
}

const configure = (
  session: Session,
  as: Email,
  tenant: string,
  instance = 'clinica',
  url = server,
  { id = null, phone = null }: Answered = {},
) =>
  session.asUser(
    as,
    (sql) => sql`
      select app.configure_evolution_channel(${tenant}, ${instance}, ${url}, 'https://zelo.test/hook',
        ${'1'.repeat(64)}, ${'2'.repeat(64)}, ${sql.json(sealed)}, null, ${id}, ${phone})`,
  )

const activeOf = (session: Session, tenant: string) =>
  session.asPostgres(
    (sql) => sql`select provider from public.notification_channels where tenant_id = ${tenant} and is_active`,
  )

it('refuses an instance that another clinic uses, and changes nothing', () =>
  db.rolledBack(async (session) => {
    await configure(session, 'admin@aurora.test', aurora.id)
    await expectError(configure(session, 'admin@horizonte.test', horizonte.id), 'PT409', 'instance_in_use')
    expect(await activeOf(session, horizonte.id)).toEqual([{ provider: 'twilio' }])
  }))

it('accepts the clinic’s own instance again, and the same name on another server', () =>
  db.rolledBack(async (session) => {
    await configure(session, 'admin@aurora.test', aurora.id)
    await configure(session, 'admin@aurora.test', aurora.id)
    await configure(session, 'admin@horizonte.test', horizonte.id, 'clinica', 'https://other.example')
    expect(await activeOf(session, horizonte.id)).toEqual([{ provider: 'evolution' }])
  }))

it('accepts an instance that another clinic gave up; its events go to the clinic that uses it now', () =>
  db.rolledBack(async (session) => {
    await configure(session, 'admin@aurora.test', aurora.id)
    await session.asUser(
      'admin@aurora.test',
      (sql) => sql`select app.deactivate_channel(${aurora.id}, ${aurora.evolution})`,
    )
    await configure(session, 'admin@horizonte.test', horizonte.id)
    const auth = { external_id: 'clinica', api_key_sha256: '1'.repeat(64), secret_sha256: null }
    const [result] = await ingest(session, evolutionEvent([message({ provider_message_id: 'A1' })], { auth }))
    expect(result).toMatchObject({ outcome: 'applied', tenant_id: horizonte.id })
  }))

it.each([
  ['http://localhost:8080', 'clinica'],
  ['http://127.0.0.1:8080/', 'clinica'],
  ['https://EVOLUTION.example:443/api/..', 'Clinica'],
  [`${server}/`, 'clinica'],
])('knows the instance by its id, whatever address names it: %s', (url, name) =>
  db.rolledBack(async (session) => {
    await configure(session, 'admin@aurora.test', aurora.id, 'clinica', server, { id: 'b7c0' })
    await expectError(
      configure(session, 'admin@horizonte.test', horizonte.id, name, url, { id: 'b7c0' }),
      'PT409',
      'instance_in_use',
    )
    expect(await activeOf(session, horizonte.id)).toEqual([{ provider: 'twilio' }])
  }),
)

it('tells two instances of one name apart by their ids', () =>
  db.rolledBack(async (session) => {
    await configure(session, 'admin@aurora.test', aurora.id, 'clinica', server, { id: 'b7c0' })
    await configure(session, 'admin@horizonte.test', horizonte.id, 'clinica', server, { id: 'b7c1' })
    expect(await activeOf(session, horizonte.id)).toEqual([{ provider: 'evolution' }])
  }))

it('refuses another instance that is paired with the phone of another clinic', () =>
  db.rolledBack(async (session) => {
    await configure(session, 'admin@aurora.test', aurora.id, 'a', server, { id: 'a', phone: '5511940041000' })
    await expectError(
      configure(session, 'admin@horizonte.test', horizonte.id, 'b', 'https://other.example', {
        id: 'b',
        phone: '+5511940041000',
      }),
      'PT409',
      'instance_in_use',
    )
  }))

it('gives the former instance free when the clinic takes another', () =>
  db.rolledBack(async (session) => {
    await configure(session, 'admin@aurora.test', aurora.id, 'a', server, { id: 'a' })
    await configure(session, 'admin@aurora.test', aurora.id, 'b', server, { id: 'b' })
    await configure(session, 'admin@horizonte.test', horizonte.id, 'a', server, { id: 'a' })
    expect(await activeOf(session, horizonte.id)).toEqual([{ provider: 'evolution' }])
  }))

it('does not hear the messages of a phone that another clinic has paired', () =>
  db.rolledBack(async (session) => {
    const phone = '+5511940041000'
    await configure(session, 'admin@aurora.test', aurora.id, 'a', server, { id: 'a', phone })
    await configure(session, 'admin@horizonte.test', horizonte.id, 'b', server, { id: 'b' })
    const auth = { external_id: 'b', api_key_sha256: '1'.repeat(64), secret_sha256: null }
    const opened = evolutionEvent([{ type: 'connection', state: 'open', reason: null, phone }], { auth })
    await ingest(session, opened)
    const channel = await session.asPostgres(
      (sql) => sql`select connection_state, last_error, phone from public.notification_channels
        where id = ${horizonte.evolution}`,
    )
    expect(channel).toEqual([{ connection_state: 'close', last_error: 'number_in_use', phone: null }])
    const [result] = await ingest(session, evolutionEvent([message({ provider_message_id: 'B1' })], { auth }))
    expect(result).toMatchObject({ outcome: 'unauthorized' })
  }))

it('refuses a clinic that has not accepted that the number may be blocked', () =>
  db.rolledBack(async (session) => {
    await session.asPostgres((sql) => sql`delete from app.unofficial_whatsapp_acceptances where true`)
    await expectError(configure(session, 'admin@aurora.test', aurora.id), 'PT409', 'risk_not_accepted')
    await session.asUser(
      'dona@aurora.test',
      (sql) => sql`select public.accept_unofficial_whatsapp(${aurora.id})`,
    )
    await configure(session, 'admin@aurora.test', aurora.id)
  }))

it.each([
  ['the address', undefined, 'disputada'],
  ['the id', 'disputado', 'nome'],
])(
  'lets one of 10 calls of two clinics have the instance that both want at once, by %s',
  async (_by, id, name) => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, (_, n) =>
        n % 2 === 0
          ? configure(db, 'admin@aurora.test', aurora.id, name, `http://h${id ? n : ''}.test`, { id })
          : configure(db, 'admin@horizonte.test', horizonte.id, name, `http://h${id ? n : ''}.test`, { id }),
      ),
    )
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(refused.map(({ reason }) => reason.message)).toEqual(Array(5).fill('instance_in_use'))
  },
)

it('lets one of two clinics have the instance that both want at once', async () => {
  const outcomes = await Promise.allSettled([
    configure(db, 'admin@aurora.test', aurora.id, 'disputada'),
    configure(db, 'admin@horizonte.test', horizonte.id, 'disputada'),
  ])
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
  expect(refused.map(({ reason }) => reason.message)).toEqual(['instance_in_use'])
})
