import { expect, test } from 'vitest'
import { reportWords } from '#adapters/pdf/words.ts'
import { languages } from '../language.ts'
import { dueReasons } from '../review.ts'
import { changedFacts } from './changes.fixture.ts'
import { composeReport, type ReportFacts } from './compose.ts'
import { lindegaardFacts } from './disclosure.fixture.ts'
import type { DisclosedElement, DisclosureFacts } from './disclosure-facts.ts'

const review: NonNullable<DisclosedElement['review']> = {
  ...{ basis: 'contract', basisNote: 'The lease', retention: 'One year', necessity: 'necessary' },
  ...{ dpia: 'No. 7', reviewOn: '2027-11-20', due: [...dueReasons] },
  source: { grade: 'stated', by: 'Søren Kjær', at: '2026-11-10T10:00:00Z' },
}

/** The fixture with all that may be said of it, and with as little as an earlier time froze. */
const told = (kind: DisclosureFacts['kind']): DisclosureFacts[] =>
  [review, { ...review, moved: { of: 'devices', was: 3, is: null } as const }].map((each) => ({
    ...lindegaardFacts,
    kind,
    changes: changedFacts.changes,
    services: lindegaardFacts.services.map((service) => ({
      ...service,
      elements: service.elements.map((element) => ({ ...element, review: each })),
    })),
  }))

const reports: ReportFacts[] = [
  ...(['disclosure', 'state', 'record', 'processing'] as const).flatMap(told),
  changedFacts,
]

test.each(reports.map((facts) => [facts.kind, facts] as const))(
  'no word of a report waits for a value: %s',
  (_, facts) => {
    for (const language of languages) {
      const document = composeReport(facts, language, reportWords(language), 'hash')
      expect(JSON.stringify(document).match(/\{\w+\}/g)).toBeNull()
    }
  },
)
