import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { differences, isPushTopic, sameConnection, type Traits } from './same-connection.ts'
import { services } from './service.ts'

const traits = (fields: Partial<Traits>): Traits => ({
  service: 'vpp',
  name: 'Skagen Kiosk',
  topic: null,
  appleId: null,
  organisationName: null,
  expiresOn: null,
  ...fields,
})
const topic = 'com.apple.mgmt.External.5f1c0f5e'
const ends = { expiresOn: '2027-05-20' }

describe('the same connection', () => {
  test.each<[string, Partial<Traits>, Partial<Traits>, string | null]>([
    ['by its name', {}, {}, 'name'],
    ['by its name, however written', { name: ' skagen  KIOSK ' }, {}, 'name'],
    ['by its name, accents composed or not', { name: 'Bræ\u0301t' }, { name: 'Br\u01fdt' }, 'name'],
    ['not by another name', { name: 'Skagen Butik' }, {}, null],
    ['not over another kind of thing', { service: 'dep' }, {}, null],
    ['whether of School Manager or not', { service: 'dep' }, { service: 'asm' }, 'name'],
    [
      'by its topic, whatever it is called',
      { service: 'apns', topic, name: 'Push' },
      { service: 'apns', topic: topic.toUpperCase() },
      'topic',
    ],
    ['not by another topic', { service: 'apns', topic }, { service: 'apns', topic: `${topic}0` }, null],
    ['by its name where a topic is not known', { service: 'apns' }, { service: 'apns', topic }, 'name'],
    [
      'by account and day',
      { name: 'A', appleId: 'VPP@lindegaard.example', ...ends },
      { appleId: 'vpp@lindegaard.example', ...ends },
      'account',
    ],
    [
      'not by the account alone',
      { name: 'A', appleId: 'vpp@lindegaard.example' },
      { appleId: 'vpp@lindegaard.example', ...ends },
      null,
    ],
    [
      'not by the account, on another day',
      { name: 'A', appleId: 'vpp@lindegaard.example', expiresOn: '2027-05-21' },
      { appleId: 'vpp@lindegaard.example', ...ends },
      null,
    ],
    [
      'by organisation and day',
      { name: 'A', organisationName: 'Lindegaard', ...ends },
      { organisationName: 'lindegaard', ...ends },
      'organisation',
    ],
    ['not because neither has an account', { name: 'A', ...ends }, ends, null],
  ])('%s', (_, stated, found, ground) => {
    expect(sameConnection(traits(stated), traits(found))).toBe(ground)
  })

  const text = fc.option(fc.constantFrom('a', 'A', 'b', ''), { nil: null })
  const any = fc.record({
    service: fc.constantFrom(...services),
    name: fc.constantFrom('a', 'A ', 'b'),
    topic: text,
    appleId: text,
    organisationName: text,
    expiresOn: text,
  })

  test('is the same from either side, and to itself', () => {
    fc.assert(
      fc.property(any, any, (one, other) => {
        expect(sameConnection(one, other)).toBe(sameConnection(other, one))
        expect(sameConnection(one, one)).not.toBeNull()
      }),
    )
  })
})

test.each([
  [topic, true],
  ['com.apple.mgmt.', false],
  ['com.apple.mgmt.External.a b', false],
  ['com.apple.mgmtXExternal', false],
  [`com.apple.mgmt.${'a'.repeat(151)}`, false],
  [`${topic}\n`, false],
  ['', false],
])('%j is a topic: %s', (text, isOne) => {
  expect(isPushTopic(text)).toBe(isOne)
})

test('what a statement and a reading both say, and otherwise, is told', () => {
  const stated = traits({ appleId: 'somebody@icloud.com', ...ends, organisationName: 'Skagen' })
  expect(differences(stated, traits({ appleId: 'kiosk@skagen.example', ...ends }))).toEqual([
    { trait: 'appleId', stated: 'somebody@icloud.com', found: 'kiosk@skagen.example' },
  ])
  expect(differences(stated, traits({ appleId: 'Somebody@iCloud.com', expiresOn: '2027-05-21' }))).toEqual([
    { trait: 'expiresOn', stated: '2027-05-20', found: '2027-05-21' },
  ])
})
