import { describe, expect, it } from 'vitest'
import { aurora, people, staffOfAurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'
import { patientId } from '../support/patients.ts'
import { addToCare, careTeam, endCare, helena, inCare, sueli } from '../support/record.ts'

const db = await createDatabase()

describe('list_care_team', () => {
  it('names who treats a patient, then who did', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await endCare(session, helena)
      await addToCare(session, sueli)
      for (const who of staffOfAurora)
        expect((await careTeam(session, who)).map((row) => row.user_id)).toEqual([
          people[sueli].id,
          people[helena].id,
        ])
    }))

  itIsForMembers(db, (sql) => sql`select * from public.list_care_team(${aurora.id}, ${patientId})`, inCare)
})
