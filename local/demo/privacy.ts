import type { Sql } from 'postgres'
import { connect } from '../database.ts'

const aurora = '00000000-0000-4000-8000-0000000000a1'
const mark = 'local/demo/privacy'

/** Requests of people and an incident of Clínica Aurora; once in the life of a database. */
export async function loadDemoPrivacy(databaseUrl: string, superuserUrl: string): Promise<void> {
  const superuser = connect(superuserUrl)
  const sql = connect(databaseUrl)
  try {
    const [seen] = await superuser`select from supabase_migrations.seed_files where path = ${mark}`
    if (seen) return
    await sql.begin((work) => fill(work as unknown as Sql))
    await superuser`insert into supabase_migrations.seed_files (path, hash) values (${mark}, 'loaded')`
  } finally {
    await Promise.all([sql.end(), superuser.end()])
  }
}

async function fill(sql: Sql): Promise<void> {
  const [owner] = await sql`
    select user_id from public.tenant_members where tenant_id = ${aurora} and role = 'owner' and status = 'active' limit 1`
  if (!owner) return
  const by = String(owner['user_id'])
  await sql`
    insert into public.privacy_requests (tenant_id, person_name, contact, kind, details, received_on, created_by)
    values
      (${aurora}, 'Renata Azevedo Lima', 'renata.azevedo@exemplo.test', 'access', 'Quer a cópia de tudo que a clínica guarda.', current_date - 13, ${by}),
      (${aurora}, 'Otávio Barros Neto', '(11) 98811-2040', 'correction', 'O endereço está errado.', current_date - 4, ${by})`
  await sql`
    insert into public.privacy_settings (tenant_id, is_page_open, intro)
    values (${aurora}, true, 'Quem cuida da privacidade na Clínica Aurora é Olga Prado.')`
  await sql`
    insert into public.privacy_requests (tenant_id, person_name, contact, email, cpf, kind, details, received_on, origin, email_seen_at)
    values (${aurora}, 'Beatriz Nogueira Paz', 'beatriz.paz@exemplo.test · +5511977302211', 'beatriz.paz@exemplo.test', '39053344705', 'sharing',
      'Quero saber com quais empresas a clínica divide os meus dados.', current_date - 2, 'page', now() - interval '2 days')`
  await sql`select app.check_privacy(${aurora})`
  await sql`
    insert into public.privacy_requests (tenant_id, person_name, kind, received_on, state, answer, answered_at, answered_by, created_by)
    values (${aurora}, 'Cláudia Peixoto Reis', 'withdrawal', current_date - 30, 'done', 'Retiramos da lista de novidades.', now() - interval '25 days', ${by}, ${by})`
  await sql`
    insert into public.privacy_incidents (tenant_id, title, happened_on, known_on, due_on, data_kinds, people, description, measures, not_told_reason, created_by)
    values (${aurora}, 'E-mail enviado para o endereço errado', current_date - 40, current_date - 39, app.add_business_days(${aurora}, current_date - 39, 3),
      'Nome e horário de uma sessão', 1, 'A confirmação de uma sessão foi para um endereço com uma letra trocada.',
      'Quem recebeu confirmou que apagou. O endereço foi corrigido.', 'Sem risco relevante: só nome e horário.', ${by})`
}
