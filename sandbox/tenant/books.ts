import type { Calendar } from './calendar.ts'
import { randomFrom } from './random.ts'
import type { Book, LocationToken } from './records.ts'

type Plan = { token: string; name: string; total: number; used: number }

const plans: readonly Plan[] = [
  { token: 'Academy Apps', name: 'Fjordens dyr', total: 60, used: 41 },
  { token: 'Academy Apps', name: 'Regn med mig', total: 30, used: 0 },
]

/** Books bought with a location token. */
export const makeBooks = (seed: string, calendar: Calendar, tokens: readonly LocationToken[]): Book[] => {
  const random = randomFrom(`${seed} books`)
  return plans.flatMap(({ token: of, name, total, used }): Book[] => {
    const token = tokens.find(({ displayName }) => displayName === of)
    if (!token) return []
    return [
      {
        '@odata.type': '#microsoft.graph.iosVppEBook',
        id: random.guid(),
        displayName: name,
        description: null,
        publisher: 'Nordlys Forlag',
        createdDateTime: calendar(-500),
        lastModifiedDateTime: calendar(-60),
        publishedDateTime: calendar(-900),
        appleId: token.appleId,
        vppOrganizationName: token.organizationName,
        vppTokenId: token.id,
        genres: ['Education'],
        language: 'da',
        seller: 'Nordlys Forlag',
        totalLicenseCount: total,
        usedLicenseCount: used,
      },
    ]
  })
}
