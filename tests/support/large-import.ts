/** A file of patients with a known outcome: each has a CPF, a phone and an e-mail of their own; some come twice, some are wrong. */
export function createLarge({ rows, dup, bad }: { rows: number; dup: number; bad: number }) {
  let seed = 20261
  const random = (below: number) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return Math.floor((seed / 4294967296) * below)
  }
  const lines = ['\ufeffNome;CPF;Celular;E-mail;Nascimento;Observações']
  const expected = { created: 0, merged: 0, rejected: [] as { row: number; kinds: string[] }[] }
  for (let row = 1; row <= rows; row += 1) {
    const dice = random(100)
    const isBad = dice < bad
    const isDouble = !isBad && expected.created > 0 && dice < bad + dup
    const person = personOf(isDouble ? random(expected.created) : isBad ? 8_000_000 + row : expected.created)
    const cells = [
      person.name,
      person.cpf,
      person.phone,
      person.email,
      person.born,
      random(50) === 0 ? '"linha um\nlinha; ""dois"""' : '',
    ]
    if (isBad) {
      cells[1] = person.cpf.slice(0, 10) + ((Number(person.cpf[10]) + 1) % 10)
      expected.rejected.push({ row, kinds: ['cpf_invalid'] })
    } else if (isDouble) {
      expected.merged += 1
      cells[0] = person.name.toUpperCase()
      cells[5] = ''
    } else expected.created += 1
    lines.push(cells.join(';'))
  }
  return { bytes: new TextEncoder().encode(`${lines.join('\r\n')}\r\n`), expected }
}

const first = [
  'Ana',
  'Bruno',
  'Célia',
  'Davi',
  'Érica',
  'Fábio',
  'Glória',
  'Heitor',
  'Inês',
  'João',
  'Kátia',
  'Luís',
]
const last = [
  'Abreu',
  'Brandão',
  'Conceição',
  'Duarte',
  'Esteves',
  'Falcão',
  'Guimarães',
  'Iório',
  'Jordão',
  'Leão',
]

function personOf(n: number) {
  const digits = [...String(100000001 + n * 97).padStart(9, '0')].map(Number)
  for (const length of [10, 11]) {
    const sum = digits.reduce((total, digit, at) => total + digit * (length - at), 0)
    const check = (sum * 10) % 11
    digits.push(check === 10 ? 0 : check)
  }
  return {
    name: `${first[n % 12]} ${last[Math.floor(n / 12) % 10]} ${last[(n * 7 + 3) % 10]}`,
    cpf: digits.join(''),
    phone: `(11) 9${String(10_000_000 + n).slice(0, 4)}-${String(10_000_000 + n).slice(4)}`,
    email: `pessoa${n}@example.com`,
    born: `${String(1 + (n % 28)).padStart(2, '0')}/${String(1 + (n % 12)).padStart(2, '0')}/${1930 + (n % 85)}`,
  }
}
