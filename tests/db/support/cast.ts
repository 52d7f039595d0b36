import type { TransactionSql } from 'postgres'
import type { TenantMemberRole } from '../../../supabase/functions/_shared/contracts/unions.ts'

/** Fixed ids, so that a failing test reads well: the clinic, its channels, its people. */
export const aurora = {
  id: '00000000-0000-4000-8000-00000000a000',
  slug: 'aurora',
  name: 'Clínica Aurora',
  evolution: '00000000-0000-4000-8000-00000000ae00',
  twilio: '00000000-0000-4000-8000-00000000a700',
} as const

export const horizonte = {
  id: '00000000-0000-4000-8000-00000000b000',
  slug: 'horizonte',
  name: 'Clínica Horizonte',
  evolution: '00000000-0000-4000-8000-00000000be00',
  twilio: '00000000-0000-4000-8000-00000000b700',
} as const

export type Role = TenantMemberRole

export interface Person {
  id: string
  name: string
  tenant?: string
  role?: Role
  disabled?: true
  saas?: true
}

const person = (suffix: string) => `00000000-0000-4000-8000-0000000000${suffix}`

const cast = {
  'dona@aurora.test': { id: person('a1'), name: 'Dona Aurora', tenant: aurora.id, role: 'owner' },
  'admin@aurora.test': { id: person('a2'), name: 'Ana Admin', tenant: aurora.id, role: 'admin' },
  'supervisor@aurora.test': {
    id: person('a3'),
    name: 'Sueli Supervisora',
    tenant: aurora.id,
    role: 'supervisor',
  },
  'terapeuta@aurora.test': {
    id: person('a4'),
    name: 'Helena Terapeuta',
    tenant: aurora.id,
    role: 'therapist',
  },
  'recepcao@aurora.test': { id: person('a5'), name: 'Rita Recepção', tenant: aurora.id, role: 'operator' },
  'desligado@aurora.test': {
    id: person('a6'),
    name: 'Davi Desligado',
    tenant: aurora.id,
    role: 'admin',
    disabled: true,
  },
  'dona@horizonte.test': { id: person('b1'), name: 'Dona Horizonte', tenant: horizonte.id, role: 'owner' },
  'admin@horizonte.test': { id: person('b2'), name: 'Abel Admin', tenant: horizonte.id, role: 'admin' },
  'supervisor@horizonte.test': {
    id: person('b3'),
    name: 'Sara Supervisora',
    tenant: horizonte.id,
    role: 'supervisor',
  },
  'terapeuta@horizonte.test': {
    id: person('b4'),
    name: 'Tito Terapeuta',
    tenant: horizonte.id,
    role: 'therapist',
  },
  'recepcao@horizonte.test': {
    id: person('b5'),
    name: 'Rui Recepção',
    tenant: horizonte.id,
    role: 'operator',
  },
  'fora@exemplo.test': { id: person('c1'), name: 'Fora da Clínica' },
  'saas@zelo.test': { id: person('d1'), name: 'Zélia do Serviço', saas: true },
} as const satisfies Record<string, Person>

export type Email = keyof typeof cast

/** The one cast of every database test. */
export const people: Record<Email, Person> = cast

/** Who a test acts as; `anon` is a caller without a session. */
export type Persona = Email | 'anon'

export const personas = [...(Object.keys(people) as Email[]), 'anon'] as const satisfies readonly Persona[]

/** People who have no business in Clínica Aurora at all. */
export const strangersToAurora = [
  'dona@horizonte.test',
  'recepcao@horizonte.test',
  'desligado@aurora.test',
  'fora@exemplo.test',
  'saas@zelo.test',
] as const satisfies readonly Email[]

/** Members of Clínica Aurora who are neither owner nor administrator. */
export const staffOfAurora = [
  'supervisor@aurora.test',
  'terapeuta@aurora.test',
  'recepcao@aurora.test',
] as const satisfies readonly Email[]

/** What the provider presents for each channel; the database holds the SHA-256 only. */
export const evolutionInstances = {
  aurora: { externalId: 'aurora', apiKeyHash: 'a'.repeat(64), secretHash: 'b'.repeat(64) },
  horizonte: { externalId: 'horizonte', apiKeyHash: 'c'.repeat(64), secretHash: 'd'.repeat(64) },
} as const

export const twilioAccounts = {
  aurora: { sid: `AC${'a'.repeat(32)}`, phone: '+14155230001' },
  horizonte: { sid: `AC${'b'.repeat(32)}`, phone: '+14155230002' },
} as const

const ciphertext = { v: 1, kid: 'test', iv: 'aXY=', ct: 'Y3Q=' }

/** Fills a migrated database: two clinics, their people, both channels each (Evolution active in Aurora, Twilio in Horizonte), credits. */
export async function createCast(sql: TransactionSql): Promise<void> {
  await sql`
    insert into public.tenants (id, slug, name) values
      (${aurora.id}, ${aurora.slug}, ${aurora.name}), (${horizonte.id}, ${horizonte.slug}, ${horizonte.name})`
  for (const [email, who] of Object.entries(people) as [Email, Person][]) await createPerson(sql, email, who)
  for (const key of ['aurora', 'horizonte'] as const) {
    await createChannels(sql, key)
    await giveCredits(sql, key)
  }
  // what screens hear begins with the test
  await sql`delete from realtime.messages where private`
}

/** What each clinic has to spend when a test begins. */
export const creditsOfCast = 1000

async function giveCredits(sql: TransactionSql, key: 'aurora' | 'horizonte'): Promise<void> {
  const clinic = key === 'aurora' ? aurora : horizonte
  await sql`select public.add_whatsapp_credits(${clinic.id}, ${creditsOfCast}, ${`cast:${key}`}, 'topup_manual')`
}

async function createPerson(sql: TransactionSql, email: Email, who: Person): Promise<void> {
  await sql`
    insert into auth.users (id, aud, role, email, raw_user_meta_data, created_at, updated_at)
    values (${who.id}, 'authenticated', 'authenticated', ${email}, ${sql.json({ full_name: who.name })}, now(), now())`
  if (who.tenant && who.role) {
    await sql`
      insert into public.tenant_members (tenant_id, user_id, role, status)
      values (${who.tenant}, ${who.id}, ${who.role}, ${who.disabled ? 'disabled' : 'active'})`
  }
  if (who.saas) await sql`insert into app.saas_admins (user_id) values (${who.id})`
}

async function createChannels(sql: TransactionSql, key: 'aurora' | 'horizonte'): Promise<void> {
  const clinic = key === 'aurora' ? aurora : horizonte
  const instance = evolutionInstances[key]
  const account = twilioAccounts[key]
  await sql`
    insert into public.notification_channels (tenant_id, id, provider, is_active, connection_state) values
      (${clinic.id}, ${clinic.evolution}, 'evolution', ${key === 'aurora'}, 'open'),
      (${clinic.id}, ${clinic.twilio}, 'twilio', ${key === 'horizonte'}, 'open')`
  await sql`
    insert into app.channel_routes (kind, identity, tenant_id, channel_id)
    values ('instance', ${`instance-of-${key}`}, ${clinic.id}, ${clinic.evolution})`
  await sql`insert into app.unofficial_whatsapp_acceptances (tenant_id) values (${clinic.id})`
  await sql`
    insert into public.evolution_instances (tenant_id, channel_id, external_id, server_url, webhook_url, api_key_hash, secret_hash)
    values (${clinic.id}, ${clinic.evolution}, ${instance.externalId}, 'http://evolution.test', 'http://zelo.test/hook',
      ${instance.apiKeyHash}, ${instance.secretHash})`
  await sql`
    insert into public.twilio_accounts (tenant_id, channel_id, account_sid, sender_phone)
    values (${clinic.id}, ${clinic.twilio}, ${account.sid}, ${account.phone})`
  await sql`
    insert into app_private.channel_credentials (tenant_id, channel_id, credentials) values
      (${clinic.id}, ${clinic.evolution}, ${sql.json(ciphertext)}), (${clinic.id}, ${clinic.twilio}, ${sql.json(ciphertext)})`
}
