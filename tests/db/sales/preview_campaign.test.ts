import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import {
  addPeople,
  definition,
  openOfficial,
  personId,
  phoneOf,
  template,
  tuesday,
} from '../support/campaigns.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { itIsForAdmins } from '../support/guards.ts'

const db = await createDatabase()

interface Preview {
  total: number
  reachable: number
  left_out: Record<string, number>
  a: number
  b: number
  credits: number
  missing_credits: number
  fits_today: number
  minutes: number
  next_at: string
  samples: { name: string; text: string }[]
  problems: unknown[]
}
const previewAt = async (session: Session, more: Record<string, unknown>, now = tuesday) => {
  const [row] = await session.asPostgres(
    (sql) => sql<{ preview: Preview }[]>`
      select app.preview_campaign(${aurora.id}, null, app.checked_campaign(${sql.json(definition(more) as never)}), ${now}) as preview`,
  )
  return row!.preview
}

describe('preview_campaign', () => {
  it('says who would get it, what it costs, and how many fit today', () =>
    db.rolledBack(async (session) => {
      const approved = await openOfficial(session, 4)
      await addPeople(session, 8)
      await session.asPostgres(async (sql) => {
        await sql`delete from public.contact_phones where patient_id = ${personId(1)}`
        await sql`update public.contact_phones set phone = ${phoneOf(3)} where patient_id = ${personId(2)}`
        await sql`delete from public.marketing_permissions where patient_id = ${personId(8)}`
      })
      const more = { variants: [template(approved)], per_minute: 2 }
      const preview = await previewAt(session, more)
      expect(preview).toMatchObject({
        total: 8,
        reachable: 5,
        left_out: { no_phone: 1, duplicate_phone: 1, no_permission: 1 },
        a: 5,
        b: 0,
        credits: 5,
        missing_credits: 1,
        fits_today: 4,
        minutes: 3,
        next_at: '2030-01-08T14:00:00+00:00',
        problems: [],
      })
      expect(preview.samples).toHaveLength(5)
      expect(preview.samples[0]!.text).toBe('Olá, Pessoa! Temos novos horários.')
      // one minute before the hours end, two messages; after them, none
      expect(await previewAt(session, more, '2030-01-08T22:59:00Z')).toMatchObject({ fits_today: 2 })
      expect(await previewAt(session, more, '2030-01-08T23:30:00Z')).toMatchObject({ fits_today: 0 })
    }))

  it('writes nothing, also for an audience of chosen people, contacts or a tag', () =>
    db.rolledBack(async (session) => {
      const approved = await openOfficial(session)
      await addPeople(session, 3)
      const variants = [template(approved)]
      const of = (audience: unknown) => previewAt(session, { audience, variants })
      expect(await of({ kind: 'people', ids: [personId(1), personId(2), aurora.id] })).toMatchObject({
        total: 2,
        reachable: 2,
      })
      const contact = 'cc000000-0000-4000-8000-000000000001'
      const tag = 'cd000000-0000-4000-8000-000000000001'
      await session.asPostgres(async (sql) => {
        await sql`insert into public.contacts (tenant_id, id, full_name) values (${aurora.id}, ${contact}, 'Nara Lima')`
        await sql`
          insert into public.contact_phones (tenant_id, entity_type, entity_id, phone, is_primary) values (${aurora.id}, 'contact', ${contact}, '+5511977770001', true)`
        await sql`
          insert into public.marketing_permissions (tenant_id, contact_id, source, proof, given_on) values (${aurora.id}, ${contact}, 'site', 'Formulário', '2026-01-01')`
        await sql`update public.conversation_tags set id = ${tag} where id = (select id from public.conversation_tags where tenant_id = ${aurora.id} limit 1)`
        await sql`insert into public.contact_tags (tenant_id, contact_id, tag_id) values (${aurora.id}, ${contact}, ${tag})`
      })
      expect(await of({ kind: 'everyone', entity: 'contacts' })).toMatchObject({
        total: 1,
        reachable: 1,
        samples: [{ name: 'Nara Lima' }],
      })
      expect(await of({ kind: 'tag', tag_id: tag })).toMatchObject({ total: 1, reachable: 1 })
      expect(await of(null)).toMatchObject({
        total: 0,
        problems: [{ field: 'audience', code: 'no_audience' }],
      })
      expect(await ask(session, 'list_campaigns')).toEqual([])
    }))

  it('asks a segment whom it means, of any kind of thing that has a person', () =>
    db.rolledBack(async (session) => {
      const approved = await openOfficial(session)
      await addPeople(session, 3)
      const segment = 'ce000000-0000-4000-8000-000000000001'
      const query = { logic: 'AND', rules: [{ field: 'name', op: 'starts', value: 'Pessoa b' }] }
      await session.asPostgres(async (sql) => {
        await sql`
          insert into public.segments (tenant_id, id, name, entity, query) values (${aurora.id}, ${segment}, 'Só a b', 'patients', ${sql.json(query)})`
        await sql`
          insert into public.contacts (tenant_id, id, full_name, patient_id) values (${aurora.id}, ${personId(2)}, 'Pessoa c Silva', ${personId(2)})`
      })
      const of = () =>
        previewAt(session, {
          audience: { kind: 'segment', segment_id: segment },
          variants: [template(approved)],
        })
      expect(await of()).toMatchObject({ total: 1, reachable: 1, samples: [{ name: 'Pessoa b Silva' }] })
      await session.asPostgres(
        (sql) =>
          sql`update public.segments set entity = 'contacts', query = '{"logic": "AND", "rules": [{"field": "name", "op": "starts", "value": "Pessoa c"}]}'`,
      )
      expect(await of()).toMatchObject({ total: 1, reachable: 1, samples: [{ name: 'Pessoa c Silva' }] })
      await session.asPostgres((sql) => sql`update public.segments set entity = 'companies'`)
      expect((await of()).problems).toContainEqual({ field: 'audience', code: 'segment_not_found' })
    }))

  it('writes to whoever is told for a patient', () =>
    db.rolledBack(async (session) => {
      const approved = await openOfficial(session)
      await addPeople(session, 1)
      await session.asPostgres(
        (sql) => sql`
          insert into public.patient_relations (tenant_id, patient_id, kinship, full_name, phone, is_told)
          values (${aurora.id}, ${personId(1)}, 'mother', 'Vera Silva', '+5511977770002', true)`,
      )
      expect((await previewAt(session, { variants: [template(approved)] })).samples).toMatchObject([
        { name: 'Vera Silva', phone: '+5511977770002', text: 'Olá, Vera! Temos novos horários.' },
      ])
    }))

  itIsForAdmins(
    db,
    (sql) => sql`select public.preview_campaign(${aurora.id}, null, ${sql.json(definition())})`,
  )
})
