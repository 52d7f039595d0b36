import { describe } from 'vitest'
import { sessionId } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

// What it answers is told by the tests of send_session_notice and skip_session_notice.
describe('list_session_notices', () =>
  itIsForMembers(db, (sql) => sql`select public.list_session_notices(${aurora.id}, ${sessionId})`))
