import type { Sql } from 'postgres'
import { connect } from '../database.ts'
import { demoUsers } from '../demo.ts'

const aurora = '00000000-0000-4000-8000-0000000000a1'
const idOf = (email: string) => demoUsers.find((person) => person.email === email)!.id

const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] })
const heading = (text: string) => ({
  type: 'heading',
  attrs: { level: 3 },
  content: [{ type: 'text', text }],
})
const list = (...items: string[]) => ({
  type: 'bulletList',
  content: items.map((text) => ({ type: 'listItem', content: [paragraph(text)] })),
})
const doc = (...content: object[]) => ({ type: 'doc', content })

/** What was written after sessions, in turn. */
const notes = [
  doc(
    paragraph(
      'Chegou no horário, mais disposta que na semana passada. Relata ter dormido melhor desde que combinou não levar o celular para a cama.',
    ),
    paragraph('Trabalhamos a conversa com a chefia: ensaio em voz alta, levantando o que teme ouvir.'),
    heading('Próximos passos'),
    list('Registrar os pensamentos antes da reunião de quinta', 'Retomar a caminhada em dois dias da semana'),
  ),
  doc(
    paragraph(
      'Trouxe a visita à mãe como tema. Chorou ao falar do irmão e ficou em silêncio por alguns minutos, que acolhemos sem pressa.',
    ),
    paragraph(
      'Retomada a linha do tempo da família. Percebe que repete, no trabalho, o lugar de quem resolve tudo.',
    ),
  ),
  doc(
    paragraph(
      'Semana difícil: duas crises de ansiedade, uma delas no metrô. Usou a respiração que treinamos e conseguiu seguir viagem.',
    ),
    heading('Técnicas'),
    list('Psicoeducação sobre a curva da ansiedade', 'Exposição gradual: uma estação por vez, acompanhada'),
  ),
  doc(
    paragraph(
      'Sessão curta, atrasou por causa da chuva. Relata menos discussões em casa e um fim de semana bom com os filhos.',
    ),
    paragraph('Combinado observar o que fez diferente nos dias em que se sentiu ouvida.'),
  ),
  doc(
    paragraph(
      'Fala do retorno ao curso. Medo de não dar conta, com exemplos de provas passadas em que se preparou e foi bem.',
    ),
    list(
      'Plano de estudo em blocos de 25 minutos',
      'Conversar com a coordenação sobre a disciplina trancada',
    ),
  ),
]

const anamnesis = doc(
  heading('Queixa e demanda'),
  paragraph(
    'Procura atendimento por ansiedade e insônia há cerca de seis meses, desde a mudança de emprego.',
  ),
  heading('História'),
  paragraph(
    'Mora com o companheiro e um filho de quatro anos. Já fez terapia por um ano, com boa lembrança.',
  ),
  heading('Saúde e medicação'),
  paragraph('Sem medicação contínua. Exames recentes sem alterações, segundo relato.'),
  heading('Expectativas'),
  paragraph('Dormir melhor e voltar a ter vontade de encontrar os amigos.'),
)

const template = doc(
  ...['Como chegou', 'O que foi trabalhado', 'Técnicas', 'Próximos passos'].flatMap((text) => [
    heading(text),
    { type: 'paragraph' },
  ]),
)

const entryId = (n: number) => `00000000-0000-4000-8000-0000e17e${String(n).padStart(4, '0')}`

/** Gives some patients of Clínica Aurora records of their last weeks, once in the life of a database. */
export async function loadDemoRecords(databaseUrl: string, superuserUrl: string): Promise<void> {
  const path = 'local/demo/record'
  const superuser = connect(superuserUrl)
  const sql = connect(databaseUrl)
  try {
    const [seen] = await superuser`select from supabase_migrations.seed_files where path = ${path}`
    if (seen) return
    await sql.begin(async (transaction) => {
      const tell = transaction as unknown as Sql
      const patients = await tell<{ id: string }[]>`
        select p.id from public.patients p where p.tenant_id = ${aurora} order by p.id limit 8`
      await actAs(tell, 'recepcao@aurora.test')
      for (const { id } of patients)
        await tell`select public.add_care_team(${aurora}, ${id}, ${idOf('terapeuta@aurora.test')})`
      await actAs(tell, 'terapeuta@aurora.test')
      await write(
        tell,
        patients.map(({ id }) => id),
      )
      // nobody is told of what lies in the past
      await tell`delete from realtime.messages m where m.inserted_at >= now()`
    })
    await superuser`insert into supabase_migrations.seed_files (path, hash) values (${path}, 'loaded')`
  } finally {
    await sql.end()
    await superuser.end()
  }
}

async function actAs(sql: Sql, email: string): Promise<void> {
  const claims = JSON.stringify({ sub: idOf(email), role: 'authenticated' })
  await sql`select set_config('request.jwt.claims', ${claims}, true)`
}

/** What a therapist wrote: a note a week and patient, most of it signed; two of this week wait. */
async function write(sql: Sql, patients: readonly string[]): Promise<void> {
  let n = 0
  for (const [index, patient] of patients.entries())
    for (const week of [3, 2, 1, 0]) {
      n += 1
      await save(sql, n, patient, week * 7 + (index % 5), { content: notes[(index + week) % notes.length] })
      if (week > 0 || index > 1) await sign(sql, n)
    }
  const [first] = patients
  if (!first) return
  n += 1
  await save(sql, n, first, 28, { kind: 'anamnesis', content: anamnesis })
  await sign(sql, n)
  const folder = {
    title: 'Para a supervisão',
    content: doc(paragraph('Sinto que evito o tema do pai junto com ela. Levar à supervisão.')),
  }
  await sql`select public.save_private_note(${aurora}, ${first}, ${entryId(n)}, null, ${sql.json(folder as never)})`
  await sql`
    select public.save_record_template(${aurora}, ${entryId(n)}, null, 'Evolução em tópicos', 'progress_note', ${sql.json(template as never)})`
}

async function save(sql: Sql, n: number, patientId: string, daysAgo: number, entry: object): Promise<void> {
  await sql`
    select public.save_record_entry(${aurora}, ${patientId}, ${entryId(n)}, null, ${sql.json(entry as never)}
      || jsonb_build_object('occurred_on', ((now() at time zone 'America/Sao_Paulo')::date - ${daysAgo}::int)::text))`
}

const sign = (sql: Sql, n: number) => sql`select public.sign_record_entry(${aurora}, ${entryId(n)}, 1)`
