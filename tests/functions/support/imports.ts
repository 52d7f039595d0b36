import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { aurora } from '../../db/support/cast.ts'
import type { Session } from '../../db/support/database.ts'

/** A record as the handed cases describe it. */
export interface CaseRecord {
  name?: string
  cpf?: string
  cnpj?: string
  birth_date?: string
  notes?: string
  city?: string
  company?: string
  origin?: string
  tags?: string
  phones: string[]
  emails: string[]
}

/** Where the handed cases are, or null. */
export const caseFolder = (name: string): string | null =>
  process.env.ZELO_CASES === undefined ? null : join(process.env.ZELO_CASES, name)

/** Writes down what a case begins with. */
export async function seedRecords(
  session: Session,
  entity: string,
  records: readonly Partial<CaseRecord>[],
): Promise<void> {
  await session.asPostgres(async (sql) => {
    for (const record of records) {
      const { name = null, origin = null, phones = [], emails = [] } = record
      const id = randomUUID()
      if (entity === 'leads') {
        await sql`
          insert into public.crm_leads (tenant_id, id, full_name, phone, email, more_phones, more_emails, origin_detail)
          values (${aurora.id}, ${id}, ${name ?? phones[0] ?? emails[0] ?? null}, ${phones[0] ?? null}, ${emails[0] ?? null},
            ${phones.slice(1) as never}::text[], ${emails.slice(1) as never}::text[], ${origin})`
        continue
      }
      const type = { patients: 'patient', contacts: 'contact', companies: 'company' }[entity]!
      if (entity === 'patients')
        await sql`insert into public.patients (tenant_id, id, full_name, cpf, birth_date, note)
          values (${aurora.id}, ${id}, ${name}, ${record.cpf ?? null}, ${record.birth_date ?? null}, ${record.notes ?? null})`
      if (entity === 'contacts') {
        const company = randomUUID()
        if (record.company !== undefined)
          await sql`insert into public.companies (tenant_id, id, name) values (${aurora.id}, ${company}, ${record.company})`
        await sql`insert into public.contacts (tenant_id, id, full_name, company_id, origin_detail, note)
          values (${aurora.id}, ${id}, ${name}, ${record.company === undefined ? null : company}, ${origin}, ${record.notes ?? null})`
      }
      if (entity === 'companies')
        await sql`insert into public.companies (tenant_id, id, name, cnpj, city, note)
          values (${aurora.id}, ${id}, ${name}, ${record.cnpj ?? null}, ${record.city ?? null}, ${record.notes ?? null})`
      for (const [position, phone] of phones.entries())
        await sql`insert into public.contact_phones (tenant_id, entity_type, entity_id, phone, is_primary, position)
          values (${aurora.id}, ${type}, ${id}, ${phone}, ${position === 0}, ${position})`
      for (const [position, email] of emails.entries())
        await sql`insert into public.contact_emails (tenant_id, entity_type, entity_id, email, is_primary, position)
          values (${aurora.id}, ${type}, ${id}, ${email}, ${position === 0}, ${position})`
    }
  })
}

/** All records of an entity, as the cases describe them: names in lower case, lists sorted, in no order. */
export async function importedRecords(session: Session, entity: string): Promise<object[]> {
  const rows = await session.asPostgres(
    (sql) => sql<{ value: Record<string, unknown> }[]>`
    select jsonb_strip_nulls(jsonb_build_object('name', lower(x.name), 'cpf', x.cpf, 'cnpj', x.cnpj, 'birth_date', x.birth_date, 'notes', x.note,
      'city', lower(x.city), 'company', lower(x.company), 'origin', x.origin, 'tags', lower(x.tags))) || jsonb_build_object('phones', to_jsonb(x.phones), 'emails', to_jsonb(x.emails)) as value
    from (
      select p.full_name as name, p.cpf, null as cnpj, p.birth_date, p.note, null as city, null as company, null as origin, null as tags,
        array(select c.phone from public.contact_phones c where c.patient_id = p.id order by 1) as phones,
        array(select c.email from public.contact_emails c where c.patient_id = p.id order by 1) as emails
      from public.patients p where ${entity} = 'patients'
      union all
      select c.full_name, null, null, null, c.note, null, o.name, c.origin_detail,
        (select string_agg(t.name, ', ' order by t.name) from public.contact_tags g join public.conversation_tags t on t.id = g.tag_id and t.tenant_id = g.tenant_id where g.contact_id = c.id),
        array(select h.phone from public.contact_phones h where h.contact_id = c.id order by 1),
        array(select h.email from public.contact_emails h where h.contact_id = c.id order by 1)
      from public.contacts c left join public.companies o on o.tenant_id = c.tenant_id and o.id = c.company_id where ${entity} = 'contacts'
      union all
      select c.name, null, c.cnpj, null, c.note, c.city, null, null, null,
        array(select h.phone from public.contact_phones h where h.company_id = c.id order by 1),
        array(select h.email from public.contact_emails h where h.company_id = c.id order by 1)
      from public.companies c where ${entity} = 'companies'
      union all
      select case when l.full_name not in (coalesce(l.phone, ''), coalesce(l.email, '')) then l.full_name end, null, null, null, l.note, null, null, l.origin_detail, null,
        array(select x from unnest(array_remove(array[l.phone], null) || l.more_phones) x order by 1),
        array(select x from unnest(array_remove(array[l.email], null) || l.more_emails) x order by 1)
      from public.crm_leads l where ${entity} = 'leads'
    ) x`,
  )
  return rows.map(({ value }) => value)
}
