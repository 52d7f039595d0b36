import { demoUsers, type DemoUser } from '../demo.ts'

/** Therapists who are there with the demo conversations. */
export const demoTherapists: readonly DemoUser[] = [
  {
    id: '00000000-0000-4000-8000-000000000007',
    email: 'helena@aurora.test',
    name: 'Helena Prado',
    role: 'therapist, Clínica Aurora',
  },
  {
    id: '00000000-0000-4000-8000-000000000008',
    email: 'marcos@aurora.test',
    name: 'Marcos Lima',
    role: 'therapist, Clínica Aurora',
  },
]

const emails: Record<string, string> = {
  ana: 'admin@aurora.test',
  silvia: 'supervisor@aurora.test',
  tiago: 'terapeuta@aurora.test',
  rita: 'recepcao@aurora.test',
  hugo: 'admin@horizonte.test',
  helena: 'helena@aurora.test',
  marcos: 'marcos@aurora.test',
}

/** Somebody of a clinic by the short name that stories use. */
export function colleague(shortName: string): DemoUser {
  const email = emails[shortName]
  const person = [...demoUsers, ...demoTherapists].find((user) => user.email === email)
  if (!person) throw new Error(`nobody is called ${shortName}`)
  return person
}
