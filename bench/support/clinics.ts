// Conversations of several clinics, weeks or years of them at the same pace, made by a few statements: a million messages take some minutes.
import type { Sql, TransactionSql } from 'postgres'
import { aurora } from './database.ts'

/** Messages of one conversation on average; a few regulars have thousands. */
const perThread = 50
const perDay = 1370
/** People who come for years and write in half of the messages. */
const regulars = 400

/** People of Clínica Aurora (supabase/seed.sql). */
export const receptionist = '00000000-0000-4000-8000-000000000004'

const greetings = [
  'Oi',
  'Olá',
  'Bom dia',
  'Boa tarde',
  'Boa noite',
  'Oi, tudo bem?',
  'Bom dia, tudo bem?',
  'Olá, boa tarde!',
  'Oie',
  'Opa',
]
const askings = [
  'queria confirmar a consulta',
  'preciso remarcar a sessão',
  'gostaria de marcar uma avaliação',
  'pode me mandar o recibo',
  'qual é o valor da primeira consulta',
  'vocês atendem pelo convênio',
  'vou me atrasar uns minutinhos',
  'não vou conseguir comparecer hoje',
  'esqueci o horário do retorno',
  'posso levar um acompanhante',
  'tem estacionamento no prédio',
  'recebi o resultado do exame',
  'queria saber se tem vaga',
  'estou com muita dor nas costas',
  'meu filho acordou com febre',
  'a receita do remédio venceu',
  'já fiz o pagamento pelo pix',
  'preciso do relatório para a escola',
  'o encaminhamento ficou pronto',
  'aceitam cartão de crédito',
  'dá para fazer a sessão on-line',
  'pode adiantar o atendimento',
  'quero cancelar a consulta',
  'chegou a autorização do plano de saúde',
]
const reasons = [
  'porque a reunião do trabalho mudou de horário',
  'pois a escola das crianças avisou em cima da hora',
  'e se possível no período da manhã',
  'antes das férias de julho',
  'por causa da fisioterapia do joelho',
  'depois da cirurgia do ombro',
  'conforme combinamos na última sessão',
  'para a nutricionista acompanhar a dieta',
  'e também da minha mãe, que tem diabetes',
  'já que a psicóloga pediu para voltar em quinze dias',
  'com a doutora que atendeu da outra vez',
  'porque o trânsito da avenida está parado',
  'e queria tirar uma dúvida sobre a medicação',
  'para o imposto de renda deste ano',
  'e aproveitar para renovar o atestado',
  'com urgência, se houver desistência',
]
const closings = [
  'obrigada!',
  'obrigado desde já',
  'fico no aguardo',
  'pode ser?',
  'me avisa por favor',
  'valeu 🙏',
  'abraços',
  'até mais',
]
export const firstNames =
  'Ana Maria João José Pedro Paulo Lucas Mariana Beatriz Carlos Fernanda Juliana Rafael Gabriel Larissa Camila Bruno Thiago Letícia Amanda Rodrigo Felipe Gustavo Vanessa Patrícia Aline Débora Renata Sérgio Márcio Cláudia Simone Tereza Antônia Francisco Luiz Marcos Vinícius Eduardo Helena Alice Laura Sophia Valentina Miguel Arthur Heitor Bernardo Davi Lorenzo Théo Isabella Manuela Júlia Cecília Eloá Lívia Heloísa'.split(
    ' ',
  )
export const surnames =
  'Silva Santos Oliveira Souza Rodrigues Ferreira Alves Pereira Lima Gomes Costa Ribeiro Martins Carvalho Almeida Lopes Soares Fernandes Vieira Barbosa Rocha Dias Nascimento Andrade Moreira Nunes Marques Machado Mendes Freitas Cardoso Ramos Gonçalves Santana Teixeira Araújo Pinto Correia Batista Campos Moura Cavalcanti Monteiro Nogueira Prado Menezes Valença Tavares Peixoto Bittencourt Sampaio Guimarães Figueiredo Queiroz Assunção Brandão Falcão Siqueira Toledo Xavier'.split(
    ' ',
  )
const moments = 'segunda terça quarta quinta sexta sábado amanhã hoje'.split(' ')

/** A word that few messages have, one that many have, and what people type in between. */
export const searches = [
  'consulta',
  'obrigada',
  'remarcar sessão',
  'recibo imposto de renda',
  'febre',
  'Bittencourt',
  'Lívia Xavier',
  'consulta febre',
  'consulta Falcão amanhã',
  'autorização plano de saúde',
  'protocolo',
  'relatorio escola sexta',
  'palavra-que-ninguém-escreveu',
]

export interface Size {
  /** Messages of Clínica Aurora; three other clinics have a tenth of them each beside. */
  messages: number
  conversations: number
}

/** Fills a database that has the demo clinics. `sql` is one connection of a superuser: triggers and the index of words wait meanwhile. */
export async function fillClinics(sql: Sql, messages: number): Promise<Size> {
  const conversations = Math.max(Math.round(messages / perThread), 20)
  await sql`
    insert into public.tenants (id, slug, name) values
      ('00000000-0000-4000-8000-0000000000c1', 'ipe', 'Clínica Ipê'), ('00000000-0000-4000-8000-0000000000d1', 'serra', 'Espaço Serra')
    on conflict do nothing`
  await sql`
    insert into public.notification_channels (tenant_id, provider, is_active, connection_state)
    select t.id, 'evolution', true, 'open' from public.tenants t where t.slug in ('ipe', 'serra') on conflict do nothing`
  await createPhrases(sql)
  await createPeople(sql, conversations)
  await sql.begin(async (transaction) => {
    await transaction`select setseed(0.42)`
    await transaction`set local session_replication_role = replica`
    await withoutIndexes(transaction, () => writeMessages(transaction, messages, conversations))
    await settleConversations(transaction)
  })
  await sql`vacuum analyze`
  return { messages, conversations }
}

async function createPhrases(sql: Sql): Promise<void> {
  const details = surnames.flatMap((surname, index) =>
    firstNames.map(
      (name, place) =>
        `para ${name} ${surname}, ${moments[(index + place) % moments.length]} às ${8 + ((index * 7 + place) % 11)}h`,
    ),
  )
  await sql`drop table if exists pg_temp.phrases`
  await sql`create temp table phrases (slot integer, n integer, body text, words tsvector)`
  for (const [slot, list] of [greetings, askings, reasons, details, closings].entries()) {
    await sql`
      insert into phrases select ${slot}::integer, n - 1, body, app.words_of_text(body)
      from unnest(${list}::text[]) with ordinality l (body, n)`
  }
}

/** Conversations in the order in which they began, after those of the regulars. */
async function createPeople(sql: Sql, conversations: number): Promise<void> {
  await sql`drop table if exists pg_temp.people`
  await sql`
    create temp table people (tenant_id uuid, channel_id uuid, provider text, n integer, share numeric, thread_id uuid)`
  // each address is locked until the end of its transaction, and the table of locks is small
  for (let from = 0; from < conversations; from += 1000) {
    await sql`
      insert into people
      select c.tenant_id, c.id, c.provider, i, s.share,
        app.resolve_thread(c.tenant_id, jsonb_build_object('phone', '+55119' || (10000000 + i)),
          (${firstNames}::text[])[1 + i % ${firstNames.length}] || ' ' || (${surnames}::text[])[1 + i / 7 % ${surnames.length}])
      from public.notification_channels c
      cross join lateral (select case when c.tenant_id = ${aurora.tenantId} then 1.0 else 0.1 end as share) s
      cross join lateral generate_series(${from}::integer, least(${from + 999}, s.share * ${conversations} - 1)::integer) i`
  }
  await sql`create unique index on people (tenant_id, n)`
  await sql`analyze people`
}

async function writeMessages(sql: TransactionSql, messages: number, conversations: number): Promise<void> {
  await sql`drop table if exists pg_temp.drafts`
  // half of what is written at a moment is of who came lately, half of the regulars, some of whom write a lot
  await sql`
    create temp table drafts as
    select s.*, app.time_ordered_uuid() as id, now() - make_interval(secs => (1 - s.part) * ${messages / perDay} * 86400) as at,
      (case when s.is_regular then floor(s.regulars * s.dice ^ 1.3)
        else s.regulars + least(greatest(floor((s.threads - s.regulars) * s.part - 40 * s.dice ^ 2), 0), s.threads - s.regulars - 1) end)::integer as n
    from (
      select c.tenant_id, i, i / c.total as part, c.threads, least(${regulars}::integer, c.threads / 5) as regulars, random() < 0.5 as is_regular, random() as dice,
        random() < 0.55 as is_inbound, random() < 0.06 as is_picture, random() < 0.03 as has_number,
        floor(random() * ${greetings.length})::integer as greeting, floor(random() * ${askings.length})::integer as asking,
        floor(random() * ${reasons.length})::integer as reason, floor(random() * ${closings.length})::integer as closing,
        -- a few names are in many messages, most in few
        floor(${firstNames.length * surnames.length} ^ random())::integer - 1 as detail
      from (
        select p.tenant_id, max(p.share * ${messages})::numeric as total, max(p.share * ${conversations})::integer as threads
        from people p group by p.tenant_id) c
      cross join lateral generate_series(1, c.total::integer) i
      order by i / c.total
    ) s`
  await sql`analyze drafts`
  await sql`
    insert into public.conversation_messages (tenant_id, id, thread_id, channel_id, provider, provider_message_id, direction, origin,
      kind, body, media, status, occurred_at, created_at)
    select d.tenant_id, d.id, p.thread_id, p.channel_id, p.provider, 'B' || d.id,
      case when d.is_inbound then 'inbound' else 'outbound' end, case when d.is_inbound then 'contact' else 'app' end,
      case when d.is_picture then 'image' else 'text' end,
      case when not d.is_picture then concat_ws(' ', g.body || ',', a.body, r.body, n.body, e.body, case when d.has_number then 'protocolo ' || (100000 + d.i) end) end,
      case when d.is_picture then '{"state": "unavailable", "shown_as": "image", "mime_type": "image/jpeg"}'::jsonb end,
      case when d.is_inbound then 'received' else 'read' end, d.at, d.at
    from drafts d
    join people p on p.tenant_id = d.tenant_id and p.n = d.n
    join phrases g on g.slot = 0 and g.n = d.greeting
    join phrases a on a.slot = 1 and a.n = d.asking
    join phrases r on r.slot = 2 and r.n = d.reason
    join phrases n on n.slot = 3 and n.n = d.detail
    join phrases e on e.slot = 4 and e.n = d.closing`
  // what the trigger would write, put together from the parts
  await sql`
    insert into app.message_words (tenant_id, message_id, occurred_at, words)
    select d.tenant_id, d.id, d.at, g.words || a.words || r.words || n.words || e.words
      || case when d.has_number then app.words_of_text('protocolo ' || (100000 + d.i)) else '' end
    from drafts d
    join phrases g on g.slot = 0 and g.n = d.greeting
    join phrases a on a.slot = 1 and a.n = d.asking
    join phrases r on r.slot = 2 and r.n = d.reason
    join phrases n on n.slot = 3 and n.n = d.detail
    join phrases e on e.slot = 4 and e.n = d.closing
    where not d.is_picture`
}

/** Indexes that hold no constraint are built at the end, which is much faster than row by row. */
async function withoutIndexes(sql: TransactionSql, work: () => Promise<void>): Promise<void> {
  const indexes = await sql<{ name: string; definition: string }[]>`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i
    where i.indrelid in ('public.conversation_messages'::regclass, 'app.message_words'::regclass)
      and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`
  for (const { name } of indexes) await sql.unsafe(`drop index ${name}`)
  await work()
  await sql`set local maintenance_work_mem = '512MB'`
  for (const { definition } of indexes) await sql.unsafe(definition)
}

/** What a month did not touch is finished; of the rest some wait, some are unread, most are somebody's. */
async function settleConversations(sql: TransactionSql): Promise<void> {
  await sql`analyze public.conversation_messages, public.conversation_threads`
  await sql`select count(app.refresh_thread_summary(p.tenant_id, p.thread_id)) from people p`
  await sql`
    insert into public.conversation_thread_tags (tenant_id, thread_id, tag_id)
    select p.tenant_id, p.thread_id, g.id from people p join public.conversation_tags g on g.tenant_id = p.tenant_id
    where random() < 0.2 on conflict do nothing`
  await sql`
    update public.conversation_threads t set
      created_at = least(t.created_at, t.last_message_at),
      tag_ids = array(select g.tag_id from public.conversation_thread_tags g where g.tenant_id = t.tenant_id and g.thread_id = t.id),
      status = case when d.is_open then 'open' else 'finished' end,
      waiting_since = case when d.is_open then t.waiting_since end,
      unread_count = case when d.is_open and t.last_message_direction = 'inbound' and d.dice < 0.4 then 1 + (d.dice * 10)::integer else 0 end,
      board_column = case when t.last_message_direction = 'outbound' then 'waiting_contact' when d.dice < 0.4 then 'new' else 'in_progress' end,
      snoozed_at = case when d.is_open and d.other < 0.02 then now() end,
      snoozed_until = case when d.is_open and d.other < 0.02 then now() + interval '2 days' end,
      blocked_at = case when d.other > 0.997 then now() end,
      assigned_to = case when d.other between 0.1 and 0.6 then d.members[1 + floor(d.turn * cardinality(d.members))::integer] end
    from (
      select h.tenant_id, h.id, h.last_message_at > now() - interval '30 days' as is_open, random() as dice, random() as other, m.members, random() as turn
      from public.conversation_threads h
      join (select m.tenant_id, array_agg(m.user_id) as members from public.tenant_members m group by m.tenant_id) m
        on m.tenant_id = h.tenant_id
    ) d
    where d.tenant_id = t.tenant_id and d.id = t.id`
}

/** Credits that Clínica Aurora bought and spent over a year, for reports and exports. */
export async function fillLedger(sql: Sql, movements: number): Promise<void> {
  await sql.begin(async (transaction) => {
    await transaction`set local session_replication_role = replica`
    await transaction`
      insert into public.whatsapp_credits_balance (tenant_id, balance) values (${aurora.tenantId}, 1000) on conflict do nothing`
    await transaction`
      insert into public.whatsapp_credits_transactions (tenant_id, kind, amount, balance_after, reference, created_at)
      select ${aurora.tenantId}, case when i % 500 = 0 then 'topup_manual' else 'usage' end,
        case when i % 500 = 0 then 499 else -1 end, 1000 + 499 - i % 500, 'bench:' || i,
        now() - make_interval(secs => (1 - i / ${movements}::numeric) * 365 * 86400)
      from generate_series(1, ${movements}::integer) i`
  })
  await sql`vacuum analyze public.whatsapp_credits_transactions`
}
