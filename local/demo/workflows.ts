import type { Sql } from 'postgres'
import { connect } from '../database.ts'
import { demoUsers } from '../demo.ts'

const aurora = '00000000-0000-4000-8000-0000000000a1'
/** Written down once it is there, so that no restart brings it again. */
const mark = 'local/demo/workflows'

interface Step {
  id: string
  kind: string
  options: Record<string, unknown>
}
interface Definition {
  trigger: { kind: string; options: Record<string, unknown> }
  settings: Record<string, unknown>
  steps: Step[]
}

/** A task for who came for the first time: it ends at once. */
const welcomeTask: Definition = {
  trigger: { kind: 'session.attended', options: { first_only: false } },
  settings: { purpose: 'service', max_per_day: 1 },
  steps: [
    {
      id: 'tarefa',
      kind: 'add_task',
      options: {
        title: 'Perguntar a {{nome_completo}} como foi a sessão de {{sessao}}',
        assignee_id: null,
        due_in_days: 1,
      },
    },
  ],
}

/** Three workflows of Clínica Aurora that ran for what happened in the last weeks; once in the life of a database. */
export async function loadDemoWorkflows(databaseUrl: string, superuserUrl: string): Promise<void> {
  const superuser = connect(superuserUrl)
  const sql = connect(databaseUrl)
  try {
    const [seen] = await superuser`select from supabase_migrations.seed_files where path = ${mark}`
    if (seen) return
    await sql.begin(async (transaction) => {
      const work = transaction as unknown as Sql
      const owner = demoUsers.find(({ email }) => email === 'admin@aurora.test')!
      const claims = JSON.stringify({ sub: owner.id, role: 'authenticated' })
      await work`select set_config('request.jwt.claims', ${claims}, true)`
      await automate(work)
      await work`delete from realtime.messages m where m.inserted_at >= now()`
    })
    await superuser`insert into supabase_migrations.seed_files (path, hash) values (${mark}, 'loaded')`
  } finally {
    await Promise.all([sql.end(), superuser.end()])
  }
}

async function automate(sql: Sql): Promise<void> {
  const [missed, birthday] = await Promise.all(['missed_session', 'birthday'].map((key) => recipe(sql, key)))
  // who missed weeks ago is not written to an hour later
  const invite = { ...missed!.definition, steps: missed!.definition.steps.slice(1) }
  await runOnPast(sql, await publish(sql, missed!.name, invite), 'session.missed', 3)
  await runOnPast(sql, await publish(sql, 'Depois da sessão: tarefa', welcomeTask), 'session.attended', 2)
  await runOnPast(sql, await publish(sql, birthday!.name, birthday!.definition), 'birthday', 2)
}

async function recipe(sql: Sql, key: string): Promise<{ name: string; definition: Definition }> {
  const [row] = await sql<{ name: string; definition: Definition }[]>`
    select name, definition from app.workflow_recipes where key = ${key}`
  return row!
}

/** Writes a workflow and publishes it; answers its id. */
async function publish(sql: Sql, name: string, definition: Definition): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    select public.save_workflow(${aurora}, null, ${name}, ${JSON.stringify(definition)}::text::jsonb, null) ->> 'id' as id`
  await sql`select public.publish_workflow(${aurora}, ${row!.id})`
  return row!.id
}

/** People with a conversation first: they wait for an answer afterwards, and their messages can be read. */
async function runOnPast(sql: Sql, workflow: string, trigger: string, most: number): Promise<void> {
  await sql`
    select public.run_workflow_on_event(${aurora}, ${workflow}, e.value ->> 'event_key')
    from (
      select x.value from jsonb_array_elements(public.list_workflow_events(${aurora}, ${trigger}, 30, 100)) with ordinality x (value, n)
      order by exists (
        select from app.threads_of_patient(${aurora}, (x.value ->> 'patient_id')::uuid) t (id) where t.id is not null) desc, x.n
      limit ${most}) e`
}
