import { describe, expect, it } from 'vitest'
import { createDatabase, type Session } from '../../support/database.ts'
import { aurora } from '../../support/cast.ts'
import { at, edit, evolutionEvent, ingest, mariana, receive } from '../../support/events.ts'
import { broadcastsOf, jobsOf, only, threadsOf } from '../../support/inbox.ts'

const db = await createDatabase()

const say = (session: Session, body: string, minute = 0, options = {}) =>
  receive(session, { provider_message_id: `${body}:${minute}`, body, occurred_at: at(minute), ...options })
const optedOut = async (session: Session) => only(await threadsOf(session)).opted_out

describe('a word that opts out', () => {
  it.each([
    'parar',
    'PARAR',
    ' Parar! ',
    'Sair.',
    'STOP',
    'não quero mais',
    'NAO QUERO MAIS',
    'Cancelar  mensagens',
    'Parar. Obrigada',
    'Pare, por favor',
    'oi, sair',
    '"SAIR"',
    'PARE PARE PARE',
    'Chega 😡',
    'sair da lista',
    'pare de me mandar mensagem',
    'número errado, não conheço essa clínica, parem de mandar msg',
    'não me mande mais mensagens',
    'Remover meu número da lista',
    'bom dia é o seguinte eu não quero mais receber esses avisos no celular pode tirar',
  ])('is understood: %s', (body) =>
    db.rolledBack(async (session) => {
      await say(session, body)
      expect(await optedOut(session)).toBe(true)
      const [row] = await session.asPostgres(
        (sql) => sql`select keyword, created_by from public.conversation_optouts`,
      )
      expect(row).toMatchObject({ keyword: expect.any(String), created_by: null })
      expect(only(await jobsOf(session))).toMatchObject({ kind: 'opt_out_ack' })
      const told = (await broadcastsOf(session)).at(-1)?.payload.thread as Record<string, unknown>
      expect(told.opted_out).toBe(true)
    }),
  )

  it.each([
    'quero parar de fumar',
    'parar não',
    'não posso parar agora',
    'sairei às 10h',
    'não quero sair da lista, só mudar o horário',
    'não parem de mandar os lembretes, me ajudam muito!',
    'por favor não me tirem da lista de espera',
    'Cancelar',
    'para de tarde vcs têm horário?',
    'minha mãe chega às 9, podem receber ela?',
    'olha esse link https://exemplo.test/sair?id=1 é de vcs?',
    '',
  ])('is what the person asks for: %s is not', (body) =>
    db.rolledBack(async (session) => {
      await say(session, body)
      expect(await optedOut(session)).toBe(false)
      expect(await jobsOf(session)).toEqual([])
    }),
  )

  it('said by the clinic itself changes nothing', () =>
    db.rolledBack(async (session) => {
      await say(session, 'parar', 0, { from_me: true })
      expect(await optedOut(session)).toBe(false)
    }))

  it('said twice is acknowledged once', () =>
    db.rolledBack(async (session) => {
      await say(session, 'parar', 0)
      await say(session, 'parar', 1)
      expect(await optedOut(session)).toBe(true)
      expect(await jobsOf(session)).toHaveLength(1)
    }))
})

describe('what is no word', () => {
  const choose = (session: Session, content: Record<string, string>, kind = 'button') =>
    say(session, 'Sair', 0, { kind, content })

  it.each(['button', 'list'])('a %s that is called "Sair" leaves a menu', (kind) =>
    db.rolledBack(async (session) => {
      await choose(session, { id: 'menu-9', title: 'Sair' }, kind)
      expect(await optedOut(session)).toBe(false)
    }),
  )

  it('a button of ours opts out by what it carries', () =>
    db.rolledBack(async (session) => {
      await choose(session, { id: 'opt_out', title: 'Não quero mais' })
      expect(await optedOut(session)).toBe(true)
    }))

  it('what Twilio did by itself counts whatever the word was, and Twilio has answered it', () =>
    db.rolledBack(async (session) => {
      await say(session, 'Basta', 0, { content: { opt_effect: 'opt_out' } })
      expect(await optedOut(session)).toBe(true)
      expect(await jobsOf(session)).toEqual([])
      await say(session, 'Quero', 1, { content: { opt_effect: 'opt_in' } })
      expect(await optedOut(session)).toBe(false)
    }))
})

describe('a word that opts in again', () => {
  it.each(['Voltar, por favor', 'quero voltar a receber os lembretes', 'reativar mensagens'])(
    'is understood: %s',
    (body) =>
      db.rolledBack(async (session) => {
        await say(session, 'parar', 0)
        await say(session, body, 1)
        expect(await optedOut(session)).toBe(false)
      }),
  )

  it.each([
    'vou voltar amanhã pra buscar a receita',
    'me retorna quando puder',
    'não quero voltar a receber lembretes',
  ])('is not merely mentioned: %s', (body) =>
    db.rolledBack(async (session) => {
      await say(session, 'parar', 0)
      await say(session, body, 1)
      expect(await optedOut(session)).toBe(true)
    }),
  )

  it('takes the choice back and is acknowledged', () =>
    db.rolledBack(async (session) => {
      await say(session, 'parar', 0)
      await say(session, 'Voltar', 1)
      expect(await optedOut(session)).toBe(false)
      expect((await jobsOf(session)).map((job) => job.kind)).toEqual(['opt_out_ack', 'opt_in_ack'])
    }))

  it('means nothing to somebody who never opted out', () =>
    db.rolledBack(async (session) => {
      await say(session, 'voltar')
      expect(await optedOut(session)).toBe(false)
      expect(await jobsOf(session)).toEqual([])
    }))
})

describe('the latest word of two conversations that turn out to be one person', () => {
  const inOne = { lid: '777' }
  const inOther = { phone: mariana }
  it.each([
    ['opts in in the other', 'parar', 'voltar', false],
    ['opts out in the other', 'voltar', 'parar', true],
    ['opts out in both', 'parar', 'sair', true],
  ])('%s', (_what, first, second, expected) =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', address: inOne, body: first, occurred_at: at(1) })
      await receive(session, {
        provider_message_id: 'A2',
        address: inOther,
        body: second,
        occurred_at: at(2),
      })
      await receive(session, {
        provider_message_id: 'A3',
        address: { ...inOne, ...inOther },
        occurred_at: at(3),
      })
      expect(await optedOut(session)).toBe(expected)
    }),
  )

  it.each([
    ['before a colleague noted that the person wants no messages', '2000-01-01T09:00:00Z', true],
    ['after a colleague noted it', '2100-01-01T09:00:00Z', false],
  ])('opts in %s', (_when, occurredAt, expected) =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', address: inOne })
      await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`select public.set_conversation_opt_out(${aurora.id}, 'whatsapp:lid:777', true)`,
      )
      await receive(session, {
        provider_message_id: 'A2',
        address: inOther,
        body: 'voltar',
        occurred_at: occurredAt,
      })
      await receive(session, { provider_message_id: 'A3', address: { ...inOne, ...inOther } })
      expect(await optedOut(session)).toBe(expected)
    }),
  )
})

describe('the latest word', () => {
  it.each([
    ['parar', 'voltar', false],
    ['voltar', 'parar', true],
  ])('counts in whatever order the words arrive: %s, then %s', (earlier, later, expected) =>
    db.rolledBack(async (session) => {
      await say(session, 'oi', 0)
      await say(session, 'parar', 1)
      await say(session, later, 9)
      await say(session, earlier, 5)
      expect(await optedOut(session)).toBe(expected)
    }),
  )

  it('counts also when it was edited into something else', () =>
    db.rolledBack(async (session) => {
      await say(session, 'parar', 5)
      await ingest(session, evolutionEvent([edit('parar:5', 'ok', at(6))]))
      await say(session, 'voltar', 1)
      expect(await optedOut(session)).toBe(true)
    }))
})
