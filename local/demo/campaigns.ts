import type { Sql } from 'postgres'
import { connect } from '../database.ts'
import { demoUsers } from '../demo.ts'

const aurora = '00000000-0000-4000-8000-0000000000a1'
const mark = 'local/demo/campaigns'
const id = (n: number) => `00000000-0000-4000-8000-00000005ca${String(n).padStart(2, '0')}`

const variant = (body: string) => ({ body, template: null })
const wayOut = '\n\nResponda SAIR para não receber mais mensagens.'
const definition = (bodies: string[], more: object = {}) => ({
  purpose: 'marketing',
  audience: { kind: 'everyone', entity: 'patients' },
  variants: bodies.map((body) => variant(body + wayOut)),
  share_b: 50,
  per_minute: 6,
  hour_from: '00:00',
  hour_to: '24:00',
  confirms_offer: false,
  ...more,
})

/** Three campaigns of Clínica Aurora: one that is over, one that is planned, and a draft; once in the life of a database. */
export async function loadDemoCampaigns(databaseUrl: string, superuserUrl: string): Promise<void> {
  const superuser = connect(superuserUrl)
  const sql = connect(databaseUrl)
  try {
    const [seen] = await superuser`select from supabase_migrations.seed_files where path = ${mark}`
    if (seen) return
    await sql.begin((transaction) => send(transaction as unknown as Sql))
    await superuser`insert into supabase_migrations.seed_files (path, hash) values (${mark}, 'loaded')`
  } finally {
    await Promise.all([sql.end(), superuser.end()])
  }
}

async function send(sql: Sql): Promise<void> {
  const owner = demoUsers.find(({ email }) => email === 'admin@aurora.test')!
  const over = definition([
    'Oi, {{nome}}! A {{clinica}} abriu um grupo de mães e pais às quintas, 19h. Quer saber como funciona?',
    'Oi, {{nome}}! Que tal conversar com outras mães e pais? Nosso grupo se reúne às quintas, 19h. Conto mais?',
  ])
  // the clinic read the warning, and sends on its unofficial number
  await sql`
    insert into public.campaign_settings (tenant_id, roles, unofficial_since, unofficial_by)
    values (${aurora}, '{operator}', now() - interval '20 days', ${owner.id}) on conflict do nothing`
  await sql`
    insert into public.marketing_permissions (tenant_id, patient_id, source, proof, given_on, recorded_by)
    select ${aurora}, p.id, 'paper', 'Termo assinado, na pasta da recepção', (now() - interval '90 days')::date, ${owner.id}
    from (select p.id from public.patients p where p.tenant_id = ${aurora} and p.archived_at is null order by p.id limit 60) p
    on conflict do nothing`
  await sql`
    insert into public.campaigns (tenant_id, id, name, state, definition, starts_at, started_at, started_by, planned_at, planned_people,
      held_credits, closed_at, created_by, created_at)
    select ${aurora}, ${id(1)}, 'Grupo de mães e pais', 'finished', ${sql.json(over)}, d.at, d.at, ${owner.id}, d.at, 0, 0,
      d.at + interval '20 minutes', ${owner.id}, d.at - interval '1 hour'
    from (select date_trunc('day', now()) - interval '9 days' + interval '13 hours' as at) d`
  // of ten, one has no permission and one failed; of the others most read it and one in six answered
  await sql`
    insert into public.campaign_recipients (tenant_id, campaign_id, position, person_key, patient_id, name, phone, address, variant, state,
      reason, taken_at, replied_at)
    select ${aurora}, c.id, x.n, x.id, x.id, x.name, x.phone, x.phone, case when x.n % 2 = 0 then 'b' else 'a' end,
      case x.n % 10 when 3 then 'skipped' when 7 then 'failed' when 5 then 'delivered' else 'read' end,
      case x.n % 10 when 3 then 'no_permission' when 7 then 'undelivered' end,
      case when x.n % 10 <> 3 then c.started_at + x.n * interval '10 seconds' end,
      case when x.n % 6 = 0 and x.n % 10 not in (3, 7) then c.started_at + x.n * interval '4 minutes' end
    from (
      select p.id, p.name, h.phone, (row_number() over (order by p.id))::int as n
      from public.patients p
      join lateral (
        select h.phone from public.contact_phones h where h.tenant_id = ${aurora} and h.patient_id = p.id order by h.is_primary desc limit 1) h on true
      where p.tenant_id = ${aurora} and p.archived_at is null order by p.id limit 60) x
    join public.campaigns c on c.tenant_id = ${aurora} and c.id = ${id(1)}
    on conflict do nothing`
  const planned = definition([
    'Olá, {{nome}}! Em janeiro a {{clinica}} atende também aos sábados de manhã. Quer um horário?',
  ])
  await sql`
    insert into public.campaigns (tenant_id, id, name, state, definition, starts_at, started_by, hold_id, created_by)
    values (${aurora}, ${id(2)}, 'Sábados de manhã', 'scheduled', ${sql.json(planned)}, date_trunc('day', now()) + interval '14 days 13 hours',
      ${owner.id}, ${id(2)}, ${owner.id})`
  await sql`
    insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
    select ${aurora}, 'run_campaign', jsonb_build_object('campaign_id', id), 'campaign:' || id, starts_at
    from public.campaigns where tenant_id = ${aurora} and id = ${id(2)}`
  const draft = definition(['Oi, {{nome}}! Nosso endereço muda em fevereiro.'], {
    purpose: 'notice',
    audience: null,
  })
  await sql`
    insert into public.campaigns (tenant_id, id, name, definition, created_by)
    values (${aurora}, ${id(3)}, 'Mudança de endereço', ${sql.json(draft)}, ${owner.id})`
}
