import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { look, openOfficial, openUnofficial, save, template, text } from '../support/campaigns.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { itIsForSellers } from '../support/sales.ts'

const db = await createDatabase()
const codes = ({ problems }: { problems: { field: string; code: string }[] }) =>
  problems.map(({ field, code }) => `${field} ${code}`)

describe('get_campaign', () => {
  it('says what keeps a draft from being sent', () =>
    db.rolledBack(async (session) => {
      const draft = await save(session, { audience: null, variants: [] })
      expect(codes(await look(session, draft.id, 'recepcao@aurora.test'))).toEqual([
        'channel campaigns_not_on_unofficial',
        'audience no_audience',
        'variant_a no_text',
      ])
      await openUnofficial(session)
      expect(
        codes(
          await save(session, { audience: { kind: 'people', ids: [] }, variants: [text('Oi, {{apelido}}')] }),
        ),
      ).toEqual(['audience no_audience', 'variant_a unknown_variable', 'variant_a no_way_out'])
      expect(
        codes(await save(session, { audience: { kind: 'tag', tag_id: randomUUID() }, hour_from: '21:00' })),
      ).toEqual(['audience tag_not_found', 'hours no_hours'])
      expect(codes(await save(session))).toEqual([])
    }))

  it('asks the official number for an approved template of the right kind', () =>
    db.rolledBack(async (session) => {
      const approved = await openOfficial(session)
      const of = async (variants: unknown[], more = {}) => codes(await save(session, { variants, ...more }))
      expect(await of([text()])).toEqual(['variant_a no_template'])
      expect(await of([template(randomUUID())])).toEqual(['variant_a template_not_found'])
      expect(await of([template(approved), template(approved, '')])).toEqual([
        'variant_b template_variables_invalid',
      ])
      expect(await of([template(approved, '{{apelido}}')])).toEqual(['variant_a unknown_variable'])
      expect(await of([template(approved)], { purpose: 'notice' })).toEqual(['variant_a template_category'])
      expect(await of([template(approved)])).toEqual([])
      await session.asPostgres(
        (sql) => sql`update public.message_templates set status = 'paused' where id = ${approved}`,
      )
      expect(await of([template(approved)])).toEqual(['variant_a template_not_approved'])
    }))

  it.each([
    'Sessão por R$ 99 sair',
    'Só este mês: 20% sair',
    'Desconto para amigos, sair',
    'Primeira sessão grátis, sair',
    'Participe do sorteio, sair',
  ])('asks a clinic with psychologists to confirm an offer: %s', (words) =>
    db.rolledBack(async (session) => {
      await openUnofficial(session)
      const variants = [text(words)]
      expect(codes(await save(session, { variants }))).toEqual([])
      await session.asPostgres(
        (sql) => sql`
          insert into public.therapists (tenant_id, user_id, name, council, council_region, council_number)
          select ${aurora.id}, user_id, 'Helena', 'CRP', '06', '123456' from public.tenant_members
          where tenant_id = ${aurora.id} and role = 'therapist' limit 1`,
      )
      expect(codes(await save(session, { variants }))).toEqual(['offer offer_not_confirmed'])
      expect(codes(await save(session, { variants, confirms_offer: true }))).toEqual([])
      expect(codes(await save(session, { variants, purpose: 'notice' }))).toEqual([])
      expect(codes(await save(session))).toEqual([])
    }),
  )

  it('knows those of its clinic alone', () =>
    db.rolledBack((session) =>
      expectRefusal(() => look(session, randomUUID()), 'PT404', 'campaign_not_found'),
    ))

  itIsForSellers(db, (sql) => sql`select public.get_campaign(${aurora.id}, ${randomUUID()})`)
})
