import { expect, test } from 'vitest'
import { reportWords } from '#adapters/pdf/words.ts'
import { changedFacts } from './changes.fixture.ts'
import { lindegaardFacts } from './disclosure.fixture.ts'
import { reportTables } from './tables.ts'

test('a field’s row gives the keys of Apple’s protocol, and none where the protocol names none', () => {
  const [fields] = reportTables(lindegaardFacts, 'en', reportWords('en'))
  const column = fields?.columns.findIndex(({ id }) => id === 'key') ?? -1
  const elements = lindegaardFacts.services.flatMap((service) => service.elements)
  expect(fields?.rows.map((row) => row[column])).toEqual(
    elements.map(({ protocolKeys }) => protocolKeys.join(', ') || null),
  )
  expect(elements.some(({ protocolKeys }) => protocolKeys.length === 0)).toBe(true)
})

test('a table of what changed over some services names no Apple ID, as its document does not', () => {
  const toldOf = (chosen: { chosen?: ['vpp'] }) =>
    JSON.stringify(reportTables({ ...changedFacts, ...chosen }, 'en', reportWords('en')))
  expect(toldOf({})).toContain('new@lindegaard.example')
  expect(toldOf({ chosen: ['vpp'] })).not.toContain('new@lindegaard.example')
})
