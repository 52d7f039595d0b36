import { connect } from '../database.ts'
import { demoUsers } from '../demo.ts'

const aurora = '00000000-0000-4000-8000-0000000000a1'
const keyId = '00000000-0000-4000-8000-00000000c0a1'

/** A key of Clínica Aurora for its website; nobody knows the key itself. */
export async function loadDemoConnections(databaseUrl: string): Promise<void> {
  const sql = connect(databaseUrl)
  try {
    await sql.begin(async (work) => {
      const owner = demoUsers.find(({ email }) => email === 'admin@aurora.test')!
      const claims = JSON.stringify({ sub: owner.id, role: 'authenticated' })
      await work`select set_config('request.jwt.claims', ${claims}, true)`
      await work`
        select public.create_api_key(${aurora}, ${keyId}, 'Site da clínica', ${['patients:write', 'sessions:read']}, null)`
    })
  } finally {
    await sql.end()
  }
}
