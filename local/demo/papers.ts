import type { TransactionSql } from 'postgres'
import { createObjectStore } from '../../supabase/functions/_shared/media/object-store.ts'
import type { StackConfig } from '../config.ts'
import { connect } from '../database.ts'
import { demoUsers } from '../demo.ts'
import { demoFile } from './files.ts'

const aurora = '00000000-0000-4000-8000-0000000000a1'
/** Written down once they are there, so that no restart brings them again. */
const mark = 'local/demo/papers'

const idOf = (email: string) => demoUsers.find((user) => user.email === email)?.id ?? ''
const reception = idOf('recepcao@aurora.test')
const therapist = idOf('terapeuta@aurora.test')

const paper = (n: number) => `00000000-0000-4000-8000-0000003${String(n).padStart(5, '0')}`

/** Files of patients, by the patient's place in the list of names; what is clinical came through the therapist. */
const files = [
  { patient: 0, file: 'carteirinha.jpg', name: 'Carteirinha do convênio', clinical: false },
  { patient: 0, file: 'encaminhamento.pdf', name: 'Encaminhamento da psiquiatra', clinical: true },
  { patient: 0, file: 'relatorio.pdf', name: 'Relatório do médico', clinical: true },
  { patient: 1, file: 'escola.pdf', name: 'Carta da escola', clinical: false },
  { patient: 1, file: 'desenho.jpg', name: 'Desenho da sessão', clinical: true },
] as const

const documents = [
  {
    by: reception,
    template: '0d000000-0000-4000-8000-000000000001',
    title: 'Declaração de comparecimento',
    body: (name: string) =>
      `Declaro, para os devidos fins, que ${name} compareceu a Clínica Aurora para atendimento.\n\nSão Paulo.`,
  },
  {
    by: therapist,
    template: '0d000000-0000-4000-8000-000000000007',
    title: 'Encaminhamento',
    body: (name: string) =>
      `A/C Dra. Marília Couto\n\nEncaminho ${name} para avaliação e conduta.\n\nFico à disposição para o que for necessário ao cuidado.`,
  },
] as const

/** Gives the first patients of Clínica Aurora some files and two documents, once, as the screens would. */
export async function loadDemoPapers({ urls, secrets }: StackConfig): Promise<void> {
  const sql = connect(urls.superuser)
  try {
    const [seen] = await sql`select from supabase_migrations.seed_files where path = ${mark}`
    if (seen) return
    const people = await sql<{ id: string; name: string }[]>`
      select id, name from public.patients where tenant_id = ${aurora} and archived_at is null order by created_at, id limit 3`
    if (people.length < 3) return
    const store = createObjectStore({ projectUrl: urls.gateway, secretKey: secrets.secretKey, fetch })
    // the second of the list is a mother: papers are those of her child
    const [first, , child] = people
    const patients = [first!, child!]
    await sql.begin(async (work) => {
      for (const { id } of patients) await work`select app.join_care_team(${aurora}, ${id}, ${therapist})`
      await as(work, idOf('admin@aurora.test'))
      await work`
        select public.save_document_letterhead(${aurora}, 'São Paulo', E'Rua Augusta, 1500, sala 42\n(11) 3254-1020')`
      for (const [index, { patient, file, name, clinical }] of files.entries()) {
        const { kept, bytes, type } = await demoFile(file)
        const [id, owner] = [paper(index + 1), patients[patient]!.id]
        await as(work, clinical ? therapist : reception)
        await work`select public.begin_patient_upload(${aurora}, ${owner}, ${id}, ${type}, ${bytes.length}, ${file})`
        const [row] = await work<{ path: string }[]>`
          select app.keep_media_upload(${aurora}, ${id}, ${work.json(kept as never)}) as path`
        await store.in('patient-files').put(row!.path, bytes, type)
        await work`select app.complete_media_upload(${aurora}, ${id}, true)`
        await work`select public.add_patient_file(${aurora}, ${id}, ${owner}, ${name}, ${clinical})`
      }
      for (const [index, { by, template, title, body }] of documents.entries()) {
        await as(work, by)
        await work`
          select public.issue_patient_document(${aurora}, ${paper(101 + index)}, ${first!.id}, ${template}, ${title}, ${body(first!.name)})`
      }
    })
    await sql`insert into supabase_migrations.seed_files (path, hash) values (${mark}, 'loaded')`
  } finally {
    await sql.end()
  }
}

/** What follows is done by somebody of the clinic. */
async function as(work: TransactionSql, user: string): Promise<void> {
  const claims = JSON.stringify({ sub: user, role: 'authenticated' })
  await work`select set_config('request.jwt.claims', ${claims}, true)`
}
