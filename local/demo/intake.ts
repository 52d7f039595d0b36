import { connect } from '../database.ts'
import { demoUsers } from '../demo.ts'

/** What Theo's mother answered: his form waits for a review. */
const answers = {
  full_name: 'Theo Prado Martins',
  pronoun: 'ele',
  birth_date: '2016-03-21',
  phone: '21998765432',
  email: 'lucia.prado@exemplo.test',
  address: {
    cep: '22070000',
    street: 'Avenida Nossa Senhora de Copacabana',
    street_number: '512',
    city: 'Rio de Janeiro',
    state: 'RJ',
  },
  guardian_name: 'Lúcia Prado',
  guardian_kinship: 'mother',
  guardian_phone: '21998765432',
  emergency_name: 'Odete Prado',
  emergency_kinship: 'grandparent',
  emergency_phone: '21997651234',
  complaint: 'Na escola dizem que ele se distrai muito. Em casa fica bem quando desenha.',
  before: 'no',
  medication: 'no',
  allergies: 'Amendoim',
}

/**
 * Two forms of Clínica Aurora, once in the life of a database: one that came back and waits for a review, and a link that is
 * still open.
 */
export async function loadDemoIntake(databaseUrl: string, superuserUrl: string): Promise<void> {
  const path = 'local/demo/intake'
  const superuser = connect(superuserUrl)
  const sql = connect(databaseUrl)
  try {
    const [seen] = await superuser`select from supabase_migrations.seed_files where path = ${path}`
    if (seen) return
    const reception = demoUsers.find(({ email }) => email === 'recepcao@aurora.test')
    await sql.begin(async (transaction) => {
      const claims = JSON.stringify({ sub: reception?.id, role: 'authenticated' })
      await transaction`select set_config('request.jwt.claims', ${claims}, true)`
      const links = await transaction<{ name: string; token: string }[]>`
        select p.name, public.create_intake_invite(p.tenant_id, p_patient_id => p.id) ->> 'token' as token
        from public.patients p join public.tenants t on t.id = p.tenant_id
        where t.slug = 'aurora' and p.name in ('Theo Prado', 'Rafael Teles')`
      const form = {
        answers,
        accepted: { privacy_notice: true, care_contract: true, guardian_authorisation: true },
        signer: { full_name: 'Lúcia Prado', kinship: 'mother' },
        locale: 'pt-BR',
      }
      for (const { name, token } of links) {
        if (name === 'Theo Prado')
          await transaction`
            select app.submit_intake(${token}, gen_random_uuid(), ${transaction.json(form)}, '{"user_agent": "Chrome no Android"}')`
      }
    })
    await superuser`insert into supabase_migrations.seed_files (path, hash) values (${path}, 'loaded')`
  } finally {
    await Promise.all([sql.end(), superuser.end()])
  }
}
