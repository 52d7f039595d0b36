import { describe, expect, it } from 'vitest'
import { promptId, useAssistant } from '../support/assistant-screens.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { putFile, storedFile, templates } from '../support/patient-files.ts'
import { patientId, savePatient } from '../support/patients.ts'

const db = await createDatabase()
const documentId = 'a4000000-0000-4000-8000-000000000001'

const normalized = (name: string) =>
  db.asPostgres(async (sql) => (await sql`select app.normalize_name(${name}) as name`)[0]!['name'] as string)

/** An attacker's paragraph, a name that reads backwards, and one that looks like another. */
const nasty = ' Clínica\r\n\r\nPague em http://evil.test\u2028\u202e\u200bagora\u0007\u00a0\u2066! '
/** A rule tree that everybody belongs to. */
const everybody = { logic: 'AND', rules: [{ field: 'name', op: 'is_empty', value: false }] }
const plain = 'Clínica Pague em http://evil.test agora !'

describe('normalize_name', () => {
  it.each([
    [nasty, plain],
    ['Ana   Lúcia\t Souza', 'Ana Lúcia Souza'],
    ['Ana Lu\u0301cia', 'Ana Lúcia'],
    ['A\u200d\u200cn\u00ada\ufe0f', 'Ana'],
    ['\u200b\u2060\u3164\u2800', ''],
    ['admin\u{e0041}\u{e0042}', 'admin'],
    ['مريم', 'مريم'],
    ['王小明', '王小明'],
    ['Clínica 👩‍⚕️ da Família 👨‍👩‍👧‍👦', 'Clínica 👩‍⚕️ da Família 👨‍👩‍👧‍👦'],
    ['❤️ 1️⃣ ™️ 🏳️‍🌈 👍🏽', '❤️ 1️⃣ ™️ 🏳️‍🌈 👍🏽'],
    [
      '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
      '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
    ],
  ])('makes %j to %j', async (name, expected) => {
    expect(await normalized(name)).toBe(expected)
    expect(await normalized(expected)).toBe(expected)
  })

  it('leaves lines where there may be several', async () => {
    const [row] = await db.asPostgres(
      (sql) =>
        sql`select app.normalize_lines(${'\n Um \u202e\r\nDois\u0000'.replace('\u0000', '\u0001')}) as words`,
    )
    expect(row?.['words']).toBe('Um\nDois')
  })
})

describe('names', () => {
  it('are one plain line in every table, or the reason is here', async () => {
    const columns = await db.asPostgres(
      (sql) => sql<{ name: string }[]>`
        select format('%s.%s', c.relname, a.attname) as name from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.atttypid = 'text'::regtype
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname ~ '(^|_)(name|title|label)$'
          and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'c'
            and a.attnum = any (k.conkey) and pg_get_constraintdef(k.oid) like '%normalize_name%')
        order by 1`,
    )
    expect(columns.map(({ name }) => name)).toEqual([
      // shipped with the product
      // how a colleague or a key was called when it acted
      'audit_logs.actor_name',
      'channel_kinds.label',
      // from phones and groups: normalised where it comes in, and a message is not lost over a name
      'conversation_messages.author_name',
      'conversation_threads.contact_name',
      // shipped with the product
      'health_occupations.name',
      'intake_purposes.default_title',
      // made from full and social names
      'medicos.sort_name',
      // a copy of the rate's when it was chosen
      'order_buyers.delivery_name',
      // a copy of the product's when it was sold
      'order_items.name',
      // copies of what stood there when the document was issued
      'patient_documents.author_name',
      'patient_documents.clinic_name',
      'patient_documents.patient_name',
      // made from full and social names
      'patients.name',
      'patients.sort_name',
      // how a colleague was called when they did it: a copy of the profile's
      'record_break_glass.user_name',
      'record_entries.author_name',
      'record_entries.countersigned_name',
      'record_entries.signer_name',
      'record_entry_versions.saved_by_name',
      // a copy of the entry's
      'record_entry_versions.title',
      'record_reads.user_name',
      // a copy of the package's
      'whatsapp_credit_purchases.package_name',
    ])
  })

  // every function that takes a name, whoever adds it: called with a name of four kinds of trouble; the name of a file is
  // cleaned by the function that looks into the file
  const calls: Record<string, (session: Session) => Promise<unknown>> = {
    'create_tenant.p_name': (session) =>
      session.asUser('fora@exemplo.test', (sql) => sql`select (public.create_tenant(${nasty})).name`),
    'create_api_key.p_name': (session) =>
      session.asUser(
        'admin@aurora.test',
        (sql) => sql`
          select public.create_api_key(${aurora.id}, gen_random_uuid(), ${nasty}, '{patients:read}') ->> 'name' as name`,
      ),
    'start_conversation.p_name': (session) =>
      session.asUser(
        'recepcao@aurora.test',
        (sql) =>
          sql`select contact_name as name from public.start_conversation(${aurora.id}, '11912345678', ${nasty})`,
      ),
    'rename_conversation.p_name': (session) =>
      session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`
          select r.contact_name as name from public.start_conversation(${aurora.id}, '11912345678', null) c,
            public.rename_conversation(${aurora.id}, c.thread_key, ${nasty}) r`,
      ),
    'save_workflow.p_name': (session) =>
      session.asUser(
        'dona@aurora.test',
        (sql) =>
          sql`select public.save_workflow(${aurora.id}, null, ${nasty}, '{"steps": []}') ->> 'name' as name`,
      ),
    'create_segment.p_name': (session) =>
      session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`
          select public.create_segment(${aurora.id}, gen_random_uuid(), ${nasty}, 'patients', ${sql.json(everybody)}) ->> 'name' as name`,
      ),
    'update_segment.p_name': (session) =>
      session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`
          select public.update_segment(${aurora.id}, (s ->> 'id')::uuid, 1, ${nasty}, ${sql.json(everybody)}) ->> 'name' as name
          from public.create_segment(${aurora.id}, gen_random_uuid(), 'Todos', 'patients', ${sql.json(everybody)}) s`,
      ),
    'save_view.p_name': (session) =>
      session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`
          select name from public.save_view(${aurora.id}, ${crypto.randomUUID()}, 'patients', ${nasty}, '{}', false)`,
      ),
    'save_quick_reply.p_title': (session) =>
      session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`
          select public.save_quick_reply(${aurora.id}, gen_random_uuid(), true, 'oi', ${nasty}, 'Oi') ->> 'title' as name`,
      ),
    'save_record_template.p_name': (session) =>
      session.asUser(
        'dona@aurora.test',
        (sql) => sql`
          select public.save_record_template(${aurora.id}, gen_random_uuid(), null, ${nasty}, 'other', '{"type": "doc"}') ->> 'name' as name`,
      ),
    'save_conversation_tag.p_name': (session) =>
      session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`
          select name from public.save_conversation_tag(${aurora.id}, gen_random_uuid(), ${nasty}, 'teal')`,
      ),
    'save_room.p_name': (session) =>
      session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`select public.save_room(${aurora.id}, gen_random_uuid(), ${nasty}) ->> 'name' as name`,
      ),
    'save_stock_place.p_name': (session) =>
      session.asUser(
        'recepcao@aurora.test',
        (sql) =>
          sql`select public.save_stock_place(${aurora.id}, gen_random_uuid(), ${nasty}) ->> 'name' as name`,
      ),
    'save_clinic_holiday.p_name': (session) =>
      session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`
          select public.save_clinic_holiday(${aurora.id}, gen_random_uuid(), '2027-01-25', ${nasty}) ->> 'name' as name`,
      ),
    'find_contact_matches.p_full_name': async (session) => {
      await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`
          select public.save_contact(${aurora.id}, gen_random_uuid(), null, ${sql.json({ full_name: nasty })}, '[{"phone": "11 97777-0002"}]')`,
      )
      return session.asUser(
        'recepcao@aurora.test',
        (sql) =>
          sql`select name from public.find_contact_matches(${aurora.id}, ${nasty}, '{11977770002}') where is_sure`,
      )
    },
    'convert_conversation.p_full_name': (session) =>
      session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`
          select p -> 'patient' ->> 'full_name' as name from public.start_conversation(${aurora.id}, '11912345678', null) c,
            public.convert_conversation(${aurora.id}, c.thread_key, gen_random_uuid(), ${nasty}) p`,
      ),
    'convert_conversation.p_social_name': (session) =>
      session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`
          select p -> 'patient' ->> 'social_name' as name from public.start_conversation(${aurora.id}, '11912345678', null) c,
            public.convert_conversation(${aurora.id}, c.thread_key, gen_random_uuid(), 'Ana', ${nasty}) p`,
      ),
    'save_intake_form.p_name': (session) =>
      session.asUser(
        'dona@aurora.test',
        (sql) => sql`
          select public.save_intake_form(${aurora.id}, gen_random_uuid(), null, ${nasty}, f.definition) ->> 'name' as name
          from public.list_intake_forms(${aurora.id}) f`,
      ),
    'save_intake_text.p_title': (session) =>
      session.asUser(
        'dona@aurora.test',
        (sql) => sql`
          select public.save_intake_text(${aurora.id}, 'image', 1, ${nasty}, 'Sim.', true) ->> 'title' as name`,
      ),
    'find_patient_duplicates.p_full_name': async (session) => {
      await savePatient(session, { patient: { full_name: nasty } })
      return session.asUser(
        'recepcao@aurora.test',
        (sql) =>
          sql`select name from public.find_patient_duplicates(${aurora.id}, null, ${nasty}, null, null)`,
      )
    },
    'add_patient_file.p_name': async (session) => {
      await savePatient(session)
      const id = await putFile(session)
      return session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`
          select regexp_replace(replace(public.add_patient_file(${aurora.id}, ${id}, ${patientId}, ${nasty}, false) ->> 'name', '__', '//'),
            '.pdf$', '') as name`,
      )
    },
    'change_patient_file.p_name': async (session) => {
      await savePatient(session)
      const { id } = await storedFile(session)
      return session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`
          select regexp_replace(replace(public.change_patient_file(${aurora.id}, ${id}, ${nasty}) ->> 'name', '__', '//'), '.pdf$', '')
            as name`,
      )
    },
    'save_document_template.p_title': (session) =>
      session.asUser('admin@aurora.test', async (sql) => {
        const id = crypto.randomUUID()
        await sql`select public.save_document_template(${aurora.id}, ${id}, 0, 'summary', ${nasty}, 'x')`
        return sql`
          select t ->> 'title' as name from jsonb_array_elements(public.list_document_templates(${aurora.id})) t
          where t ->> 'id' = ${id}`
      }),
    'issue_patient_document.p_title': async (session) => {
      await savePatient(session)
      return session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`
          select public.issue_patient_document(${aurora.id}, gen_random_uuid(), ${patientId}, ${templates.attendance}, ${nasty}, 'x')
            ->> 'title' as name`,
      )
    },
    'save_ai_document.p_title': (session) =>
      session.asUser(
        'admin@aurora.test',
        (sql) =>
          sql`select public.save_ai_document(${aurora.id}, ${documentId}, 'text', ${nasty}, 'Rua 1') ->> 'title' as name`,
      ),
    'save_assistant_prompt.p_name': async (session) => {
      await useAssistant(session)
      return session.asUser('admin@aurora.test', async (sql) => {
        await sql`select public.save_assistant_prompt(${aurora.id}, ${promptId}, ${nasty}, 'Seja breve.')`
        return sql`select name from public.ai_prompts where id = ${promptId}`
      })
    },
    'save_campaign.p_name': (session) =>
      session.asUser(
        'dona@aurora.test',
        (sql) => sql`select public.save_campaign(${aurora.id}, null, ${nasty}, '{}') ->> 'name' as name`,
      ),
    'update_my_profile.p_full_name': (session) =>
      session.asUser(
        'fora@exemplo.test',
        (sql) => sql`select full_name as name from public.update_my_profile(${nasty}, 'pt-BR')`,
      ),
    'update_tenant.p_name': (session) =>
      session.asUser(
        'dona@aurora.test',
        (sql) =>
          sql`select name from public.update_tenant(${aurora.id}, ${nasty}, null, 'America/Sao_Paulo', true)`,
      ),
    'saas_save_credit_package.p_name': (session) =>
      session.asUser(
        'saas@zelo.test',
        (sql) =>
          sql`select name from public.saas_save_credit_package(gen_random_uuid(), ${nasty}, null, 10, 10, true, false)`,
      ),
    'saas_save_addon_product.p_name': (session) =>
      session.asUser(
        'saas@zelo.test',
        (sql) =>
          sql`select name from public.saas_save_addon_product(gen_random_uuid(), 'novo', ${nasty}, null, 'novo', 10, 10)`,
      ),
  }

  it.each(Object.entries(calls))('%s is normalised', (_, call) =>
    db.rolledBack(async (session) => expect(await call(session)).toEqual([{ name: plain }])),
  )

  it('are taken by no other function', async () => {
    const taken = await db.asPostgres(
      (sql) => sql<{ name: string }[]>`
        select distinct format('%s.%s', p.proname, n) as name from pg_proc p, unnest(p.proargnames[1:p.pronargs]) n
        where p.pronamespace = 'public'::regnamespace and n ~ '_(name|title|label)$' and n !~ '_after_|_before_|_file_name$'`,
    )
    expect(Object.keys(calls).sort()).toEqual(taken.map(({ name }) => name).sort())
  })

  it('of a sign-up are normalised, and never make it fail', () =>
    db.rolledBack(async (session) => {
      const data = { full_name: nasty.repeat(20), clinic_name: nasty }
      await session.asPostgres(
        (sql) => sql`insert into auth.users (id, aud, role, email, raw_user_meta_data)
          values ('00000000-0000-4000-8000-0000000000ee', 'authenticated', 'authenticated', 'n@ova.test', ${sql.json(data)})`,
      )
      const [row] = await session.asPostgres(
        (sql) => sql`select p.full_name, t.name from public.profiles p
          join public.tenant_members m on m.user_id = p.id join public.tenants t on t.id = m.tenant_id
          where p.email = 'n@ova.test'`,
      )
      expect(row?.['name']).toBe(plain)
      expect((row?.['full_name'] as string).startsWith(plain)).toBe(true)
    }))

  it('of one character, or of nothing that can be seen, are refused', () =>
    db.rolledBack(async (session) => {
      for (const name of ['A', ' \u200b\u202e\n', '\u200bA\u200b'])
        await expectError(
          session.asUser('fora@exemplo.test', (sql) => sql`select public.create_tenant(${name})`),
          'PT400',
          'invalid_name',
        )
    }))
})

describe('e-mail addresses of invitations', () => {
  const invite = (session: Session, email: string) =>
    session.asUser(
      'dona@aurora.test',
      (sql) => sql`select public.create_invitation(${aurora.id}, ${email}, 'operator')`,
    )

  it.each([
    'a@[1.2.3.4]',
    'a@[IPv6:::1]',
    'a@1.2.3.4',
    'a\r\nBcc: b@evil.test',
    'a\u0007@evil.test',
    'a\u202e@evil.test',
    'a\u200b@evil.test',
    'a@evil\u200b.test',
    'a@-evil.test',
    'a@evil..test',
    'a@localhost',
  ])('%j is refused', (email) =>
    db.rolledBack((session) => expectError(invite(session, email), 'PT400', 'invalid_email')),
  )

  it.each([
    'a.b+c@clinica.com.br',
    'joão@clínica.com.br',
    " Ana.D'Ávila@Exemplo.test ",
    'x@xn--bcher-kva.example',
  ])('%j is taken', (email) =>
    db.rolledBack(async (session) => expect(await invite(session, email)).toHaveLength(1)),
  )
})
