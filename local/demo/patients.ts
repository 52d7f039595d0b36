import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from '../database.ts'
import { demoUsers } from '../demo.ts'

const aurora = '00000000-0000-4000-8000-0000000000a1'
/** So many of them are in the smallest demo, which tests start with. */
const few = 5

/** A person of `patients.txt`. */
export interface DemoPatient {
  id: string
  fullName: string
  /** As everybody calls them, where that is not the full name. */
  socialName: string | null
  pronoun: string
  born: string | null
  phone: string | null
  email: string | null
  cpf: string | null
  address: { cep: string; number: string } | null
}

/** Whose mother, partner … somebody is, by their names; the other way round is a line of its own. */
const relations: Record<string, readonly { kinship: string; who: string; does: readonly string[] }[]> = {
  'Theo Prado': [{ kinship: 'mother', who: 'Lúcia Prado', does: ['is_guardian', 'is_payer', 'is_told'] }],
  'Luísa Ferreira': [
    { kinship: 'mother', who: 'Marta Ferreira', does: ['is_guardian', 'is_told'] },
    { kinship: 'father', who: 'Jorge Ferreira', does: ['is_payer'] },
  ],
  'Renata Vasconcelos': [{ kinship: 'spouse', who: 'Gustavo Amaral', does: ['is_payer'] }],
  'Gustavo Amaral': [{ kinship: 'spouse', who: 'Renata Vasconcelos', does: [] }],
  'Noah Castro': [{ kinship: 'mother', who: 'Helena Castro', does: ['is_guardian', 'is_payer', 'is_told'] }],
  'Benício Rocha': [
    { kinship: 'mother', who: 'Patrícia Rocha', does: ['is_guardian', 'is_payer', 'is_told'] },
  ],
  'Bianca Tolentino': [{ kinship: 'partner', who: 'César Tolentino', does: [] }],
  'César Tolentino': [{ kinship: 'partner', who: 'Bianca Tolentino', does: ['is_payer'] }],
  'Elisa Fagundes': [
    { kinship: 'father', who: 'Rogério Fagundes', does: ['is_guardian', 'is_payer', 'is_told'] },
  ],
  'Manuela Novaes': [
    { kinship: 'mother', who: 'Cristina Novaes', does: ['is_guardian', 'is_payer', 'is_told'] },
    { kinship: 'grandparent', who: 'Odete Novaes', does: ['is_told'] },
  ],
  'Olga Pimentel': [{ kinship: 'child', who: 'Sérgio Pimentel', does: ['is_payer', 'is_told'] }],
  'Luan Macedo': [{ kinship: 'employer', who: 'Macedo e Filhos Ltda', does: ['is_payer'] }],
}

const notes: Record<string, string> = {
  'Beatriz Almeida': 'Prefere sessões à tarde.\nPede recibo no fim do mês.',
  'Tereza Cunha': 'Escuta pouco ao telefone: melhor escrever.',
  'Theo Prado': 'Vem com a mãe ou com a avó.',
}

/** Professionals who refer people to the clinic. */
const doctors = [
  ['Henrique Valente', 'Psiquiatria', 'CRM', 'SP', '104233', '551130041001', 'henrique.valente@exemplo.test'],
  ['Patrícia Exemplo', 'Nutrição', 'CRN', '3', '21877', '5511930001122', null],
  ['Rosana Tavares', 'Neuropediatria', 'CRM', 'SP', '98120', '551130041002', 'rosana.tavares@exemplo.test'],
  ['Marília Couto', 'Fonoaudiologia', 'CREFONO', '2', '12044', '5511930041003', null],
] as const

/** Everybody of `patients.txt`, or the first few; an id is the place in the file. */
export function demoPatients(count = Infinity): DemoPatient[] {
  return readFileSync(join(import.meta.dirname, 'patients.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .slice(0, count)
    .map((line, index) => {
      const [names = '', pronoun = '', born = '', phone = '', email = '', address = ''] = line
        .split('|')
        .map((cell) => cell.trim())
      const [fullName = '', socialName] = names.split(' = ')
      const [cep, number = ''] = address.split(' ')
      return {
        id: demoPatientId(index + 1),
        fullName,
        socialName: socialName ?? null,
        pronoun,
        born: born || null,
        phone: phone ? `+${phone}` : null,
        email: email || null,
        // a child, and whoever is there twice, is not written down with a CPF
        cpf: email ? cpfOf(index + 1) : null,
        address: cep ? { cep, number } : null,
      }
    })
}

/** The id of the n-th person of `patients.txt`. */
function demoPatientId(n: number): string {
  return `00000000-0000-4000-8000-0000001${String(n).padStart(5, '0')}`
}

/** A CPF of a number that is plainly made up, with check digits that are right. */
function cpfOf(n: number): string {
  const digits = [...`9${String(n).padStart(2, '0').repeat(4)}`.slice(0, 9)].map(Number)
  for (const length of [9, 10]) {
    const sum = digits
      .slice(0, length)
      .reduce((total, digit, index) => total + digit * (length + 1 - index), 0)
    digits.push(((sum * 10) % 11) % 10)
  }
  return digits.join('')
}

const streets: Record<string, { street: string; district: string; city: string; state: string }> = {
  '01310100': { street: 'Avenida Paulista', district: 'Bela Vista', city: 'São Paulo', state: 'SP' },
  '01305000': { street: 'Rua Augusta', district: 'Consolação', city: 'São Paulo', state: 'SP' },
  '04101000': { street: 'Rua Vergueiro', district: 'Vila Mariana', city: 'São Paulo', state: 'SP' },
  '05422001': { street: 'Rua Cardeal Arcoverde', district: 'Pinheiros', city: 'São Paulo', state: 'SP' },
  '22070000': {
    street: 'Avenida Nossa Senhora de Copacabana',
    district: 'Copacabana',
    city: 'Rio de Janeiro',
    state: 'RJ',
  },
  '30112000': { street: 'Rua da Bahia', district: 'Centro', city: 'Belo Horizonte', state: 'MG' },
  '80020300': { street: 'Rua XV de Novembro', district: 'Centro', city: 'Curitiba', state: 'PR' },
  '12530000': { street: '', district: '', city: 'Cunha', state: 'SP' },
}

/** What the form of a person would send, the relations to others apart. */
function formOf({ fullName, socialName, pronoun, born, cpf, address }: DemoPatient) {
  return {
    full_name: fullName,
    social_name: socialName,
    pronoun,
    birth_date: born,
    cpf,
    note: notes[fullName] ?? null,
    ...(address ? { cep: address.cep, street_number: address.number, ...streets[address.cep] } : {}),
  }
}

function relationsOf({ fullName }: DemoPatient, people: readonly DemoPatient[]) {
  return (relations[fullName] ?? []).map(({ kinship, who, does }) => {
    const known = people.find((person) => person.fullName === who)
    return {
      kinship,
      related_patient_id: known?.id ?? null,
      full_name: known ? null : who,
      ...Object.fromEntries(does.map((role) => [role, true])),
    }
  })
}

/**
 * Fills Clínica Aurora with patients and doctors, once in the life of a database, through the functions that the forms
 * call and as its reception.
 */
export async function loadDemoPatients(
  databaseUrl: string,
  superuserUrl: string,
  { all }: { all: boolean },
): Promise<void> {
  const path = 'local/demo/patients'
  const superuser = connect(superuserUrl)
  const sql = connect(databaseUrl)
  try {
    const [seen] = await superuser`select from supabase_migrations.seed_files where path = ${path}`
    if (seen) return
    const people = demoPatients(all ? Infinity : few)
    const reception = demoUsers.find(({ email }) => email === 'recepcao@aurora.test')
    const contacts = ({ phone, email }: DemoPatient) => ({
      phones: phone ? [{ phone }] : [],
      emails: email ? [{ email }] : [],
    })
    const forms = people.map((person) => ({
      id: person.id,
      form: formOf(person),
      ...contacts(person),
      relations: [],
    }))
    const related = people
      .filter(({ fullName }) => relations[fullName])
      .map((person) => ({
        id: person.id,
        form: formOf(person),
        ...contacts(person),
        relations: relationsOf(person, people),
      }))
    const referring = doctors
      .slice(0, all ? doctors.length : 1)
      .map(([full_name, specialty, council, council_state, council_number, phone, email], index) => ({
        id: `00000000-0000-4000-8000-0000002${String(index + 1).padStart(5, '0')}`,
        form: { full_name, specialty, council, council_state, council_number },
        phones: [{ phone: `+${phone}`, type: 'work' }],
        emails: email ? [{ email, type: 'work' }] : [],
      }))
    await sql.begin(async (transaction) => {
      const claims = JSON.stringify({ sub: reception?.id, role: 'authenticated' })
      await transaction`select set_config('request.jwt.claims', ${claims}, true)`
      // everybody first, then who belongs to whom
      for (const [batch, version] of [
        [forms, null],
        [related, 1],
      ] as const)
        await transaction`
          select public.save_patient(${aurora}, (x ->> 'id')::uuid, ${version}, x -> 'form', x -> 'phones', x -> 'emails', x -> 'relations')
          from jsonb_array_elements(${transaction.json(batch as never)}) x`
      await transaction`
        select public.save_medico(${aurora}, (x ->> 'id')::uuid, null, x -> 'form', x -> 'phones', x -> 'emails')
        from jsonb_array_elements(${transaction.json(referring as never)}) x`
    })
    await superuser`insert into supabase_migrations.seed_files (path, hash) values (${path}, 'loaded')`
  } finally {
    await sql.end()
    await superuser.end()
  }
}
