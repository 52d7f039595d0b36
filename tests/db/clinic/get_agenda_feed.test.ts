import { describe } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

// What it does is told by the tests of create_agenda_feed.
describe('get_agenda_feed', () =>
  itIsForMembers(db, (sql) => sql`select public.get_agenda_feed(${aurora.id})`))
