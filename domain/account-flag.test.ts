import { describe, expect, it } from 'vitest'
import { type FlagFacts, flagsOf, isPersonal } from './account-flag.ts'
import list from './consumer-domains.json' with { type: 'json' }
import { nothingStated } from './custody.ts'
import type { Source } from './grade.ts'

const observed: Source = { grade: 'observed', reading: 'r', at: '2026-11-22T09:00:00.000Z' }
const stated: Source = { grade: 'stated', by: 'Karen', at: '2026-11-22T09:00:00.000Z' }
const custody = (fields: object) => ({ ...nothingStated, ...fields, source: stated })
const well: FlagFacts = {
  appleId: 'push@lindegaard.example',
  named: observed,
  custody: custody({ holder: 'Jonas', secondHolder: 'Mette' }),
  directory: { state: 'enabled', extent: 'full', source: observed },
}
const flags = (facts: Partial<FlagFacts>) => flagsOf({ ...well, ...facts }).map(({ flag }) => flag)

describe('an account in use', () => {
  it.each<[string, Partial<FlagFacts>, string[]]>([
    ['with nothing against it', {}, []],
    ['at a consumer domain', { appleId: 'Push@iCloud.COM' }, ['personalDomain']],
    ['at a domain that only ends like one', { appleId: 'push@noticloud.com' }, []],
    [
      'that no user has',
      { directory: { state: 'absent', extent: 'full', source: observed } },
      ['notInDirectory'],
    ],
    [
      'of a disabled user',
      { directory: { state: 'disabled', extent: 'full', source: observed } },
      ['disabledInDirectory'],
    ],
    [
      'of a user who may be disabled',
      { directory: { state: 'present', extent: 'basic', source: observed } },
      [],
    ],
    ['of which no directory told', { directory: null }, []],
    ['with one holder', { custody: custody({ holder: 'Jonas' }) }, ['noSecondHolder']],
    ['with a mailbox alone', { custody: custody({ mailbox: 'm@lindegaard.example' }) }, ['noSecondHolder']],
    ['of which nothing was stated', { custody: null }, ['custodyUnknown']],
    ['of which everything was taken back', { custody: custody({}) }, ['custodyUnknown']],
  ])('%s', (_, facts, expected) => {
    expect(flags(facts)).toEqual(expected)
  })

  it('tells the gravest first, each with how it is known', () => {
    const directory = { state: 'disabled', extent: 'full', source: observed } as const
    expect(flagsOf({ ...well, appleId: 'a@gmail.com', directory, custody: null })).toEqual([
      { flag: 'disabledInDirectory', source: observed, extent: 'full' },
      { flag: 'personalDomain', source: observed },
      { flag: 'custodyUnknown', source: { grade: 'unverifiable', why: 'accounts.why.custodyNotStated' } },
    ])
  })
})

describe('the list of consumer domains', () => {
  it('holds each once, in small letters and in order', () => {
    expect(list.domains).toEqual([...new Set(list.domains)].toSorted())
    for (const domain of list.domains) expect(domain).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/)
  })

  it.each([
    'gmail.com',
    'icloud.com',
    'outlook.com',
    'orange.fr',
    'free.fr',
    'laposte.net',
    'wanadoo.fr',
    'sfr.fr',
  ])('names %s', (domain) => {
    expect(isPersonal(`somebody@${domain}`)).toBe(true)
  })

  it.each(['', 'nobody', '@', 'nobody@'])('takes %j for no address', (appleId) => {
    expect(isPersonal(appleId)).toBe(false)
  })
})
