import { describe } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForAdmins } from '../support/guards.ts'

const db = await createDatabase()

// what it answers is tested with what it lists: see the test of its save function
describe('list_processing_records', () => {
  itIsForAdmins(db, (sql) => sql`select * from public.list_processing_records(${aurora.id})`)
})
