import { type Random, randomFrom } from './random.ts'
import type { Person } from './records.ts'

const givenNames =
  'Mette Søren Åse Jonas Freja Anders Ida Mikkel Signe Rasmus Karen Lars Emma Kasper Sofie Henrik Laura Thomas Nanna Oliver Astrid Peter Maja Emil Ellen Viggo Alma Aksel Clara Noah Inger Magnus Liv Bo Tove Malik Aisha Oskar Ruth Jens Birgit Otto Karla Elias Dagny Valdemar'.split(
    ' ',
  )
const surnames =
  'Kruse Holm Ærø Lund Vestergaard Dahl Skov Bech Krogh Thorup Bang Juhl Friis Toft Munk Bjerre Storm Hald Kjær Winther Brandt Søgaard Østergaard Ravn Lassen Myrup Falk Hede Dam Riis Nørby Bruun Krag Steffensen Warming Abildgaard Ågård Yilmaz Nielsen Petersen'.split(
    ' ',
  )

const plainLetters: Record<string, string> = { æ: 'ae', ø: 'oe', å: 'aa' }
const addressPart = (name: string): string =>
  name.toLowerCase().replace(/[æøå]/g, (letter) => plainLetters[letter] ?? letter)

/** About one in a hundred has left: their devices stayed behind. */
const leavingShare = 0.01

type Named = Pick<Person, 'displayName' | 'givenName' | 'surname'> & { addressName: string; domain: string }

/** A name, and what an address is made of. */
export const pickName = (random: Random): Named => {
  const givenName = random.pick(givenNames)
  const surname = random.pick(surnames)
  const domain = random.chance(0.2) ? 'academy.lindegaard.example' : 'lindegaard.example'
  const addressName = `${addressPart(givenName)}.${addressPart(surname)}`
  return { displayName: `${givenName} ${surname}`, givenName, surname, addressName, domain }
}

/** People of the group and of its school. UPNs are unique; two people may well share a name. */
export const makePeople = (seed: string, count: number): Person[] => {
  const random = randomFrom(`${seed} people`)
  const taken = new Map<string, number>()
  return Array.from({ length: count }, (_, index) => {
    const { addressName, domain, ...name } = pickName(random)
    const namesakes = taken.get(addressName) ?? 0
    taken.set(addressName, namesakes + 1)
    const address = `${addressName}${namesakes === 0 ? '' : namesakes + 1}@${domain}`
    return {
      id: random.guid(),
      ...name,
      userPrincipalName: address,
      mail: address,
      left: index === 7 || random.chance(leavingShare),
    }
  })
}
