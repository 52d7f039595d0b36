import { randomUUID } from 'node:crypto'
import postgres, { type JSONValue } from 'postgres'
import { describe, expect, it } from 'vitest'
import { aurora, people } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { expectRefusal } from '../support/guards.ts'
import { invite, openInvitations } from '../support/invitations.ts'

const db = await createDatabase()

/** What the Auth service does at sign-up. */
async function signUp(session: Session, metadata: JSONValue | null, email = 'Nova@Pessoa.test') {
  const id = randomUUID()
  return session.asPostgres(async (sql) => {
    await sql`
      insert into auth.users (id, aud, role, email, raw_user_meta_data)
      values (${id}, 'authenticated', 'authenticated', ${email}, ${metadata === null ? null : sql.json(metadata)})`
    const [profile] = await sql`select full_name, email, locale from public.profiles where id = ${id}`
    const clinics = await sql`
      select t.name, t.slug, t.time_zone, m.role from public.tenant_members m join public.tenants t on t.id = m.tenant_id
      where m.user_id = ${id}`
    const [admin] = await sql`select from app.saas_admins where user_id = ${id}`
    return { profile, clinics: [...clinics], saas: admin !== undefined }
  })
}

describe('sign-up', () => {
  it('makes profile, clinic and ownership together', () =>
    db.rolledBack(async (session) => {
      const metadata = {
        full_name: ' Nova Pessoa ',
        clinic_name: 'Espaço Nova',
        time_zone: 'America/Belem',
        locale: 'en',
      }
      expect(await signUp(session, metadata)).toEqual({
        profile: { full_name: 'Nova Pessoa', email: 'nova@pessoa.test', locale: 'en' },
        clinics: [{ name: 'Espaço Nova', slug: 'espaco-nova', time_zone: 'America/Belem', role: 'owner' }],
        saas: false,
      })
    }))

  it.each([
    ['without a clinic name', { full_name: 'Nova' }],
    ['with a clinic name of one letter', { full_name: 'Nova', clinic_name: 'N' }],
    ['with a clinic name of 121 characters', { full_name: 'Nova', clinic_name: 'x'.repeat(121) }],
  ])('%s makes a person without a clinic', (_what, metadata) =>
    db.rolledBack(async (session) => {
      expect(await signUp(session, metadata)).toMatchObject({ profile: { full_name: 'Nova' }, clinics: [] })
    }),
  )

  it.each([
    null,
    [],
    'text',
    7,
    { full_name: { nested: true }, locale: 'xx', time_zone: 'Nowhere', clinic_name: ['a'] },
  ])('never fails on odd metadata: %j', (metadata) =>
    db.rolledBack(async (session) => {
      expect(await signUp(session, metadata)).toMatchObject({ profile: { locale: 'pt-BR' }, saas: false })
    }),
  )

  it('takes no role, clinic or privilege from metadata', () =>
    db.rolledBack(async (session) => {
      const claims = {
        role: 'owner',
        tenant_id: '00000000-0000-4000-8000-00000000a000',
        is_saas_admin: true,
        clinic_name: '',
      }
      expect(await signUp(session, claims)).toMatchObject({ clinics: [], saas: false })
    }))

  it('falls back to São Paulo for an unknown time zone', () =>
    db.rolledBack(async (session) => {
      const { clinics } = await signUp(session, { clinic_name: 'Nova', time_zone: 'Mars/Olympus' })
      expect(clinics).toMatchObject([{ time_zone: 'America/Sao_Paulo' }])
    }))

  it('makes no clinic in an installation for one clinic', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres((sql) => sql`update app.settings set single_tenant = true where true`)
      expect((await signUp(session, { clinic_name: 'Nova' })).clinics).toEqual([])
    }))
})

describe('a changed e-mail address', () => {
  it('follows into the profile, in lower case', () =>
    db.rolledBack(async (session) => {
      const [row] = await session.asPostgres(async (sql) => {
        await sql`update auth.users set email = 'Rita@Nova.test' where email = 'recepcao@aurora.test'`
        return sql`select email from public.profiles where full_name = 'Rita Recepção'`
      })
      expect(row).toEqual({ email: 'rita@nova.test' })
    }))
})

describe('a deleted account', () => {
  const deleteAccount = (session: Session, email: keyof typeof people) =>
    session.asPostgres((sql) => sql`delete from auth.users where id = ${people[email].id}`)

  it('takes its memberships and its open invitations along', () =>
    db.rolledBack(async (session) => {
      await invite(session, 'admin@aurora.test', 'fora@exemplo.test', 'admin')
      await deleteAccount(session, 'admin@aurora.test')
      expect(await openInvitations(session)).toEqual([])
      const members = await session.asPostgres(
        (sql) => sql`select from public.tenant_members where user_id = ${people['admin@aurora.test'].id}`,
      )
      expect(members).toHaveLength(0)
    }))

  it('is not the last owner of a clinic', () =>
    db.rolledBack((session) =>
      expectRefusal(() => deleteAccount(session, 'dona@aurora.test'), 'PT409', 'last_owner'),
    ))

  it('may be an owner beside another, or of a clinic that was deleted', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres(
        (sql) =>
          sql`update public.tenant_members set role = 'owner' where user_id = ${people['admin@aurora.test'].id}`,
      )
      await deleteAccount(session, 'dona@aurora.test')
      await session.asPostgres((sql) => sql`delete from public.tenants where id = ${aurora.id}`)
      await deleteAccount(session, 'admin@aurora.test')
    }))

  it('is deleted by the Auth service, which has no rights in `public`', async () => {
    const superuser = postgres(db.superuserUrl, { max: 1, onnotice: () => {} })
    await superuser.begin(async (sql) => {
      await sql`set local role supabase_auth_admin`
      await sql`delete from auth.users where id = ${people['admin@horizonte.test'].id}`
    })
    const lastOwner = superuser.begin(async (sql) => {
      await sql`set local role supabase_auth_admin`
      await sql`delete from auth.users where id = ${people['dona@horizonte.test'].id}`
    })
    await expectError(lastOwner, 'PT409', 'last_owner')
    await superuser.end()
  })
})
