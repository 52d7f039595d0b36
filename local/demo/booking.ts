import { connect } from '../database.ts'
import { demoUsers } from '../demo.ts'
import { demoTherapists } from './people.ts'

/** The last part of the demo clinic's public address, which is another one in every real clinic. */
export const demoBookingSlug = 'aurora-agende-aqui'

const people = [...demoUsers, ...demoTherapists]
const idOf = (email: string) => people.find((person) => person.email === email)!.id

/** Opens the online booking of Clínica Aurora with two of its therapists, once in the life of a database. */
export async function loadDemoBooking(databaseUrl: string, superuserUrl: string): Promise<void> {
  const path = 'local/demo/booking'
  const superuser = connect(superuserUrl)
  const sql = connect(databaseUrl)
  try {
    const [seen] = await superuser`select from supabase_migrations.seed_files where path = ${path}`
    if (seen) return
    await sql.begin(async (transaction) => {
      const claims = JSON.stringify({ sub: idOf('admin@aurora.test'), role: 'authenticated' })
      await transaction`select set_config('request.jwt.claims', ${claims}, true)`
      const types = await transaction<{ tenant_id: string; id: string; name: string }[]>`
        select y.tenant_id, y.id, y.name from public.session_types y join public.tenants t on t.id = y.tenant_id
        where t.slug = 'aurora'`
      const typeOf = (name: string) => types.find((one) => one.name === name)?.id
      const tenant = types[0]?.tenant_id
      if (!tenant) return
      const settings = {
        is_open: true,
        notice_hours: 12,
        horizon_weeks: 6,
        buffer_after: 10,
        daily_limit: 4,
        welcome_text: 'Que bom ter você por aqui. Escolha com quem e quando quer conversar.',
        privacy_text:
          'Usamos nome, telefone e o recado só para marcar e confirmar a sua sessão (Lei 13.709/2018). Os dados ficam com a clínica. Você pode pedir para ver, corrigir ou apagar o que é seu.',
      }
      const offers = [
        { email: 'terapeuta@aurora.test', type: 'Psicoterapia individual', note: 'Adultos e adolescentes' },
        { email: 'helena@aurora.test', type: 'Psicoterapia individual', note: 'Adultos, terapia cognitiva' },
        { email: 'helena@aurora.test', type: 'Terapia de casal', note: null },
      ].flatMap(({ email, type, note }) => {
        const session_type_id = typeOf(type)
        return session_type_id ? [{ therapist_id: idOf(email), session_type_id, note }] : []
      })
      await transaction`
        select public.save_booking_settings(${tenant}, ${transaction.json(settings)}, ${transaction.json(offers)})`
      await transaction`
        with named as (
          update public.booking_settings set slug = ${demoBookingSlug} where tenant_id = ${tenant} returning tenant_id
        )
        update app.booking_routes r set key_hash = app.booking_key('slug', ${demoBookingSlug})
        from named where r.tenant_id = named.tenant_id and r.booking_id is null`
    })
    await superuser`insert into supabase_migrations.seed_files (path, hash) values (${path}, 'loaded')`
  } finally {
    await Promise.all([sql.end(), superuser.end()])
  }
}
